using Microsoft.AspNetCore.Components;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>Facts and history of what is selected; follows the selection in the address.</summary>
public sealed partial class SlickPanel
{
    /// <summary>Of several selected slicks, so many are listed.</summary>
    private const int MostListed = 12;

    private ReviewAddress address = ReviewAddress.Parse("");
    private SlickDetails? details;
    private SlickHistory? history;
    private IReadOnlyList<SlickDetails> several = [];
    private string? problem;
    private bool loading;
    private PageState? shown;

    [Inject]
    private ILogger<SlickPanel> Log { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    protected override async Task PageChanged(PageState state)
    {
        var next = ReviewAddress.Parse(state.Query);
        var sameSlicks = next.Selection.SequenceEqual(address.Selection);
        if (shown?.Revision == state.Revision && sameSlicks && next.Tab == address.Tab && next.Filter.AsOf == address.Filter.AsOf)
        {
            return;
        }

        if (!sameSlicks || next.Filter.AsOf != address.Filter.AsOf)
        {
            (details, history, several) = (null, null, []);
        }

        (address, shown, loading, problem) = (next, state, true, null);
        StateHasChanged();
        await Load(state);
    }

    private async Task Load(PageState state)
    {
        try
        {
            var listed = await Task.WhenAll(
                address.Selection.Take(MostListed).Select(id => UseCases.Send(new GetSlick(id, address.Filter.AsOf)))
            );
            var past = address is { Tab: "history", Selection: [var only] }
                ? await UseCases.Send(new GetSlickHistory(only, address.Filter.AsOf))
                : null;
            if (shown == state)
            {
                (several, details, history, loading) = (listed, listed.Length > 0 ? listed[0] : null, past, false);
                StateHasChanged();
            }
        }
        catch (NotFoundException missing)
        {
            Fail(state, missing.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The page goes on without its panel; the next selection asks again.
            LogFailure(Log, failure);
            Fail(state, Problems.SentenceOf(failure));
        }
    }

    private async Task ReadOlder()
    {
        var (state, read) = (shown!, history!);
        try
        {
            var following = await UseCases.Send(new GetSlickHistory(address.Selection[0], address.Filter.AsOf, read.Next));
            history = history == read ? read.With(following) : history;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailure(Log, failure);
            Fail(state, Problems.SentenceOf(failure));
        }
    }

    // What is late says nothing about what is selected now.
    private void Fail(PageState state, string sentence)
    {
        if (shown == state)
        {
            (problem, loading) = (sentence, false);
            StateHasChanged();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The selected slicks could not be read.")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
