using Review.App.Statistics;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Domain.Statistics;

namespace Review.Tests.Statistics;

/// <summary>How answers become columns, rows and texts.</summary>
public sealed class StatisticsFiguresTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_is_a_column_also_where_nothing_was_decided()
    {
        var columns = WorkColumns.Of(Work(3, Cell(1, "ada", DecisionKind.Validate, 7), Cell(1, "bob", DecisionKind.Cut, 2)));

        columns.AreWeeks.ShouldBeFalse();
        columns.Columns.Select(column => column.Total).ShouldBe([0, 9, 0]);
        columns.Columns[1].Sentence.ShouldBe("2 Mar 2026: validated 7, outline 2");
        columns.Columns[0].Sentence.ShouldBe("1 Mar 2026: none");
    }

    [Fact]
    public void Many_days_are_weeks_of_which_the_last_may_be_shorter()
    {
        var columns = WorkColumns.Of(Work(50, Cell(6, "ada", DecisionKind.Reject, 1), Cell(7, "ada", DecisionKind.Reject, 2)));

        columns.AreWeeks.ShouldBeTrue();
        columns.Columns.Count.ShouldBe(8);
        columns.Columns.Take(2).Select(column => column.Total).ShouldBe([1, 2]);
        columns.Columns[^1].Title.ShouldBe("19 Apr 2026");
    }

    [Fact]
    public void Undos_and_changes_by_SQL_are_no_columns_and_are_said_apart()
    {
        var work = Work(
            2,
            Cell(0, "ada", DecisionKind.Restore, 1),
            Cell(0, "postgres", DecisionKind.External, 1_200),
            Cell(0, "run", DecisionKind.Reprocess, 2)
        );

        work.Decisions.ShouldBe(0);
        WorkColumns.Of(work).Columns.Sum(column => column.Total).ShouldBe(0);
        PersonWork.Of(work).ShouldBeEmpty();
        OtherChanges.Said(work).ShouldBe("1 undo, 1\u2009200 changes by SQL, 2 replacements by new runs");
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 4)]
    [InlineData(21, 40)]
    [InlineData(101, 200)]
    [InlineData(99_001, 100_000)]
    public void An_axis_ends_with_a_round_number(long most, long end) => WorkColumns.Nice(most).ShouldBe(end);

    [Fact]
    public void Every_kind_of_decision_is_drawn_once_or_said_apart()
    {
        var drawn = WorkSeries.All.SelectMany(series => series.Kinds).ToList();

        drawn.ShouldBeUnique();
        drawn.ShouldBe(DecisionWords.All.Select(words => words.Kind).Where(ReviewWork.IsReview), ignoreOrder: true);
    }

    [Fact]
    public void People_stand_with_who_did_most_first_and_who_has_no_name_is_left_out()
    {
        var people = PersonWork.Of(
            Work(
                2,
                Cell(0, "ada", DecisionKind.Validate, 1),
                Cell(0, "bob", DecisionKind.Reject, 5),
                Cell(0, null, DecisionKind.Reject, 50)
            )
        );

        people.Select(person => (person.Name, person.Decisions)).ShouldBe([("bob", 5), ("ada", 1)]);
    }

    [Fact]
    public void Rows_are_what_the_model_said_and_columns_what_people_said_in_the_order_of_the_tree()
    {
        var table = AgreementTable.Of(
            new ModelAgreement(
                Start,
                [
                    new(SlickClass.NaturalId, SlickClass.NotOilId, 1),
                    new(SlickClass.NaturalId, SlickClass.VesselId, 2),
                    new(SlickClass.VesselId, SlickClass.VesselId, 9),
                ]
            )
        );

        table.Columns.Select(node => node.Id).ShouldBe([SlickClass.VesselId, SlickClass.NotOilId]);
        table.Rows.Select(row => row.Model.Id).ShouldBe([SlickClass.VesselId, SlickClass.NaturalId]);
        table.Rows[1].Counts.ShouldBe([2, 1]);
        (table.Rows[1].SharePercent(0), table.Rows[0].ShadePercent(0)).ShouldBe((67, 45));
    }

    [Theory]
    [InlineData(4.24, "4.2 s")]
    [InlineData(59.97, "1 min 0 s")]
    [InlineData(72, "1 min 12 s")]
    [InlineData(7_300, "2 h 2 min")]
    public void Seconds_are_said_as_people_say_them(double seconds, string text) => TimesCard.Spent(seconds).ShouldBe(text);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("low, \"calm\" wind", "\"low, \"\"calm\"\" wind\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("Öl", "Öl")]
    [InlineData("", "")]
    public void A_text_of_a_table_is_quoted_where_it_must_be_and_never_a_formula(string text, string written) =>
        new CsvText("text", "number").Row(text, -3).ToString().ShouldBe($"text,number\r\n{written},-3\r\n");

    private static WorkCell Cell(int day, string? person, DecisionKind kind, long decisions) =>
        new(DateOnly.FromDateTime(Start.UtcDateTime).AddDays(day), person, kind, decisions, decisions, 0);

    private static ReviewWork Work(int days, params WorkCell[] cells) =>
        new(Start, new DecisionSpan(Start, Start.AddDays(days)), true, cells, [], 0, []);
}
