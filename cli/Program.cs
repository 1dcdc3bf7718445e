using MixPe.Cli;

// The owner of generator/Rtl puts BundleGenerator.Generate here.
var app = new CommandLineApp(design =>
    throw new NotSupportedException($"design {design.Name} is valid; this build has no RTL generator yet"));
return app.Run(args, Console.Out, Console.Error);
