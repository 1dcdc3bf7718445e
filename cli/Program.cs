using MixPe.Cli;
using MixPe.Flow.Regress;
using MixPe.Generator.Rtl;

ParentWatch.StartIfAsked();

// The templates are loaded when a verb needs them.
var app = new CommandLineApp(design => BundleGenerator.Create().Generate(design));
return app.Run(args, Console.Out, Console.Error);
