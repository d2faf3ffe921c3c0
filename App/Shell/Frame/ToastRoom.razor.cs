using Microsoft.AspNetCore.Components;

namespace Review.App.Shell.Frame;

/// <summary>Shows the messages of a page. What was done goes by itself; what was refused stays.</summary>
public sealed partial class ToastRoom
{
    private static readonly TimeSpan Stays = TimeSpan.FromSeconds(9);
    private readonly HashSet<Toast> seen = [];
    private readonly CancellationTokenSource gone = new();

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    public void Dispose()
    {
        Toasts.Changed -= Renew;
        gone.Cancel();
        gone.Dispose();
    }

    protected override void OnInitialized() => Toasts.Changed += Renew;

    private void Renew() =>
        _ = InvokeAsync(() =>
        {
            foreach (var toast in Toasts.Shown.Where(toast => !toast.IsBad && seen.Add(toast)).ToList())
            {
                _ = CloseLater(toast);
            }

            StateHasChanged();
        });

    private async Task CloseLater(Toast toast)
    {
        await Task.Delay(Stays, Clock, gone.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!gone.IsCancellationRequested)
        {
            Toasts.Close(toast);
        }
    }
}
