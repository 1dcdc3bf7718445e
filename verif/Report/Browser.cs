using Microsoft.Playwright;
using NUnit.Framework;

namespace MixPe.Verif.Report;

/// <summary>Debian's Chromium without a window, with one page in it; what the page complains of and asks for is kept.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    private Browser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser, Page) = (playwright, browser, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, message) => _complaints.Add(message);
        page.Request += (_, request) => _requests.Add(request.Url);
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors and warnings of its console, and exceptions of its scripts.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Everything that it fetched.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>Opens a file.</summary>
    public static async Task<Browser> OpenAsync(string file, ColorScheme scheme = ColorScheme.Light, bool hasScripts = true)
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
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme,
            JavaScriptEnabled = hasScripts,
            ViewportSize = new ViewportSize { Width = 1400, Height = 900 },
        });
        Browser opened = new(playwright, browser, page);
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
