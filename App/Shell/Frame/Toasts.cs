namespace Review.App.Shell.Frame;

/// <summary>Short messages at the corner of a page; one room of them for each circuit.</summary>
/// <remarks>MudSnackbar writes a style element, which the content policy does not let in; these wear MudBlazor's alerts.</remarks>
public sealed class Toasts
{
    private readonly List<Toast> shown = [];

    /// <summary>Newest last.</summary>
    public IReadOnlyList<Toast> Shown => shown;

    /// <summary>Something was said, or closed.</summary>
    public event Action? Changed;

    /// <summary>Says that something was done.</summary>
    public void Say(string sentence) => Add(new Toast(sentence, IsBad: false));

    /// <summary>Says that something was not done, and what can be done about it; it stays until it is closed.</summary>
    public void Refuse(string sentence) => Add(new Toast(sentence, IsBad: true));

    public void Close(Toast toast)
    {
        if (shown.Remove(toast))
        {
            Changed?.Invoke();
        }
    }

    private void Add(Toast toast)
    {
        const int Most = 3;
        shown.Add(toast);
        if (shown.Count > Most)
        {
            shown.RemoveAt(0);
        }

        Changed?.Invoke();
    }
}

/// <param name="IsBad">It stays until it is closed.</param>
public sealed record Toast(string Sentence, bool IsBad)
{
    private Guid Own { get; } = Guid.NewGuid();
}
