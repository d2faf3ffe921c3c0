using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Review.App.Shell;

namespace Review.App.Slicks;

/// <summary>
/// What the scripts tell an interactive part: the query of the address, and a number that grows with every change in the ledger.
/// </summary>
public sealed record PageState(string Query, long Revision);

/// <summary>A part that follows the address of the page. State goes one way: the scripts own it, the part renders it.</summary>
public abstract class PageLink : ComponentBase, IAsyncDisposable
{
    private DotNetObjectReference<PageLink>? self;

    [Inject]
    protected IJSRuntime Js { get; set; } = null!;

    [Inject]
    protected UseCases UseCases { get; set; } = null!;

    /// <summary>Called by the scripts. (Interop looks for the attribute on the final method, so it is not on the overridden one.)</summary>
    [JSInvokable]
    public Task PageMoved(PageState state) => PageChanged(state);

    /// <summary>The page moved on; a newer call does not wait for an older one.</summary>
    protected abstract Task PageChanged(PageState state);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            if (self is not null)
            {
                await Js.InvokeVoidAsync("slickReview.circuit.unlink", self);
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its end of the link with it.
        }

        self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await PageChanged(await Js.InvokeAsync<PageState>("slickReview.circuit.link", self));
        }
    }
}
