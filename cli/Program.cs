using MixPe.Cli;
using MixPe.Generator.Rtl;

// The templates are loaded when a verb needs them.
var app = new CommandLineApp(design => BundleGenerator.Create().Generate(design));
return app.Run(args, Console.Out, Console.Error);
