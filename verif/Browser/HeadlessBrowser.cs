using Microsoft.Playwright;
using NUnit.Framework;

namespace MixPe.Verif.Browser;

/// <summary>Debian's Chromium without a window.</summary>
internal sealed class HeadlessBrowser : IAsyncDisposable
{
    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private HeadlessBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts it.</summary>
    public static async Task<HeadlessBrowser> StartAsync()
    {
        string program = Paths.FirstOrDefault(File.Exists)
            ?? throw new AssertionException("no Chromium: make nightly installs it (Debian's package chromium)");
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,

            // As root, and in a container, it has no sandbox.
            Args = ["--no-sandbox", "--disable-gpu"],
        });
        return new HeadlessBrowser(playwright, browser);
    }

    /// <summary>Opens a file.</summary>
    public async Task<OpenPage> OpenAsync(string file, ColorScheme scheme = ColorScheme.Light, bool hasScripts = true)
    {
        IPage page = await _browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme,
            JavaScriptEnabled = hasScripts,
            ViewportSize = new ViewportSize { Width = 1400, Height = 900 },
        });
        OpenPage opened = new(page);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
