using Review.App.Cli;

namespace Review.Tests.Cli;

/// <summary>How far a long verb is, as a person and as a file of log lines sees it.</summary>
public sealed class ProgressLineTests : IDisposable
{
    private readonly Clock clock = new();
    private readonly StringWriter output = new() { NewLine = "\n" };

    [Fact]
    public void On_a_terminal_one_line_with_a_bar_is_written_over()
    {
        using (var line = Line(isTerminal: true))
        {
            Report(line, seconds: 1, 250);
            Report(line, seconds: 1, 500);
            Report(line, seconds: 2, 1_000);
        }

        output
            .ToString()
            .ShouldBe(
                "\r[........................] 0 of 1,000 slicks"
                    + "\r[######..................] 250 of 1,000 slicks (25 %), 250 a second, 3 s left"
                    + "\r[############............] 500 of 1,000 slicks (50 %), 250 a second, 2 s left"
                    + "\r[########################] 1,000 of 1,000 slicks (100 %), 250 a second, 0 s left"
                    + $"\r{"1,000 slicks in 4 s, 250 a second".PadRight(80)}\n"
            );
    }

    [Fact]
    public void Elsewhere_there_is_a_line_every_five_seconds()
    {
        using (var line = Line(isTerminal: false))
        {
            for (var done = 100; done <= 1_000; done += 100)
            {
                Report(line, seconds: 1, done);
            }
        }

        output
            .ToString()
            .ShouldBe(
                "500 of 1,000 slicks (50 %), 100 a second, 5 s left\n"
                    + "1,000 of 1,000 slicks (100 %), 100 a second, 0 s left\n"
                    + "1,000 slicks in 10 s, 100 a second\n"
            );
    }

    [Fact]
    public void The_rate_is_that_of_the_last_seconds()
    {
        using var line = Line(isTerminal: false);
        Report(line, seconds: 1, 600);
        for (var second = 1; second <= 40; second++)
        {
            Report(line, seconds: 1, 600 + second);
        }

        output.ToString().ShouldEndWith("639 of 1,000 slicks (63 %), 1 a second, 6 min 1 s left\n");
    }

    [Fact]
    public void What_is_refused_before_it_began_leaves_the_sentence_alone()
    {
        Line(isTerminal: false).Dispose();

        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void What_stopped_says_how_far_it_came_and_why()
    {
        using (var line = Line(isTerminal: false))
        {
            Report(line, seconds: 2, 300);
            line.Say("Stopped.");
            Report(line, seconds: 9, 400);
        }

        output.ToString().ShouldBe("300 of 1,000 slicks in 2 s, 150 a second\nStopped.\n");
    }

    public void Dispose() => output.Dispose();

    private ProgressLine Line(bool isTerminal) => new("slicks", 1_000, clock, output, isTerminal);

    private void Report(ProgressLine line, int seconds, int done)
    {
        clock.Seconds += seconds;
        line.Report(done);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
