using System.Globalization;
using Microsoft.AspNetCore.Components;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>How much of what the filter is about has been decided, and of the scene of the selected slick.</summary>
public sealed partial class ProgressOfReview
{
    private ReviewProgress? progress;
    private SlickFilter filter = new();
    private PageState? shown;
    private GetProgress? asked;

    [Inject]
    private ILogger<ProgressOfReview> Log { get; set; } = null!;

    protected override async Task PageChanged(PageState state)
    {
        var address = ReviewAddress.Parse(state.Query);
        var question = new GetProgress(address.Filter, address.Selection is [var only] ? only : null);
        if (question == asked && shown?.Revision == state.Revision)
        {
            return;
        }

        (asked, shown) = (question, state);
        try
        {
            var answer = await UseCases.Send(question);
            if (shown == state)
            {
                (progress, filter) = (answer, address.Filter);
                StateHasChanged();
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // What stands there stays; the next step of the page asks again.
            asked = null;
            LogFailure(Log, failure);
        }
    }

    private static string Sentence(StateCounts all) =>
        $"{all.Decided} of {all.Total} decided: {string.Join(", ", Parts(all).Select(part => $"{part.Count} {part.State}"))}";

    private static IEnumerable<(long Count, string State)> Parts(StateCounts all)
    {
        (long Count, string State)[] parts =
        [
            (all.Validated, "validated"),
            (all.Rejected, "rejected"),
            (all.Ambiguous, "ambiguous"),
            (all.Pending, "to review"),
        ];
        return parts.Where(part => part.Count > 0);
    }

    private static string Grow(long? count) => (count ?? 0).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Error, Message = "How far the review is could not be read.")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
