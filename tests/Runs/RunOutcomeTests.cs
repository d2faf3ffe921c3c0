using System.Text.Json;
using Review.App.Runs;
using Review.Domain.Detection;

namespace Review.Tests.Runs;

/// <summary>A run says in one sentence what became of it.</summary>
public sealed class RunOutcomeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(
        RunStatus.Succeeded,
        """{"slicks":12,"replaced":3,"compared":1}""",
        "12 slicks found, 3 unreviewed ones replaced, 1 detection beside reviewed slicks in 42 s."
    )]
    [InlineData(RunStatus.Succeeded, """{"slicks":1}""", "1 slick found in 42 s.")]
    [InlineData(RunStatus.Succeeded, "{}", "Nothing found in 42 s.")]
    public void What_was_found_is_counted(RunStatus status, string counts, string sentence) =>
        RunOutcome.Sentence(Row(status) with { Counts = JsonSerializer.Deserialize<JsonElement>(counts) }, Start).ShouldBe(sentence);

    [Fact]
    public void One_that_works_says_how_far_it_is() =>
        RunOutcome
            .Sentence(Row(RunStatus.Running) with { Stage = "windows", Share = 0.419, FinishedAt = null }, Start)
            .ShouldBe("windows, 41 %");

    [Fact]
    public void One_that_was_asked_to_stop_says_by_whom() =>
        RunOutcome.Sentence(Row(RunStatus.Running) with { CancelAskedBy = "ada" }, Start).ShouldBe("ada asked it to stop.");

    [Fact]
    public void One_that_fell_silent_says_what_can_be_done() =>
        RunOutcome.Sentence(Row(RunStatus.Running) with { Stalled = true }, Start).ShouldStartWith("Nothing is heard of its process");

    [Fact]
    public void One_that_waits_says_how_long() =>
        RunOutcome.Sentence(Row(RunStatus.Queued) with { StartedAt = null }, Start.AddSeconds(125)).ShouldBe("Has waited for 2 min 5 s.");

    [Fact]
    public void One_that_was_cancelled_says_that_nothing_was_changed() =>
        RunOutcome
            .Sentence(Row(RunStatus.Cancelled) with { CancelAskedBy = "ada" }, Start)
            .ShouldBe("Cancelled by ada. Nothing was changed.");

    [Fact]
    public void One_that_failed_says_why() =>
        RunOutcome
            .Sentence(Row(RunStatus.Failed) with { Message = "The image cannot be read." }, Start)
            .ShouldBe("The image cannot be read.");

    [Theory]
    [InlineData(0.4, "0 s")]
    [InlineData(185, "3 min 5 s")]
    [InlineData(7_500, "2 h 5 min")]
    [InlineData(-3, "0 s")]
    public void Times_are_as_short_as_their_sense(double seconds, string text) =>
        RunOutcome.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    internal static RunRow Row(RunStatus status, long id = 1, long scene = 7) =>
        new(
            id,
            scene,
            "a scene",
            Run.OfDetection,
            "dark-spot",
            "5",
            status,
            null,
            null,
            null,
            false,
            null,
            false,
            null,
            "ada",
            Start,
            Start.AddSeconds(5),
            Start.AddSeconds(47),
            JsonSerializer.Deserialize<JsonElement>("{}")
        );
}
