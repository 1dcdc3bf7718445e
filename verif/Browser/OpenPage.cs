using Microsoft.Playwright;

namespace MixPe.Verif.Browser;

/// <summary>A page in a browser; what it complains of and asks for is kept.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    public OpenPage(IPage page)
    {
        Page = page;
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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
