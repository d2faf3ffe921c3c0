using Review.Data.Db;
using Review.Data.Slicks.Index;
using Review.Domain;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Slicks;

/// <summary>The index of active slicks says what the ledger says, whatever changed it.</summary>
public sealed class SlickIndexTests(Desk desk) : SlickIndexes(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task Every_kind_of_decision_and_its_undo_is_heard()
    {
        var slicks = await Desk.GivenSlicks(8);
        await HoldsWhatTheLedgerHolds();

        var (validated, merged) = (await Desk.Validate(slicks[0], slicks[1]), await Desk.Merge(slicks[2], slicks[3]));
        await Desk.Reject(slicks[4]);
        await Desk.Annotate(slicks[5], "seen from the air");
        await HoldsWhatTheLedgerHolds();

        await Desk.Undo(merged.Decision);
        await Desk.Undo(validated.Decision, slicks: validated.Outputs[0]);
        await HoldsWhatTheLedgerHolds();
    }

    [Fact]
    public async Task Plain_sql_is_heard_statement_by_statement()
    {
        var slick = (await Desk.GivenSlicks(1))[0];
        await Desk.Database.Execute($"update slick set active = false where id = {slick}");
        await HoldsWhatTheLedgerHolds();

        await Desk.Database.Execute(
            "insert into slick (slick_timestamp, geometry, active, slick, slick_class) select slick_timestamp, geometry, true, "
                + $"'{{{slick}}}', 7 from slick where id = {slick}"
        );

        await HoldsWhatTheLedgerHolds();
    }

    [Fact]
    public async Task What_commits_late_is_heard_though_its_ids_are_low()
    {
        await using var slow = await Desk.Database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await slow.BeginTransactionAsync(Cancellation);
        await using var insert = new Npgsql.NpgsqlCommand(
            "insert into slick (slick_timestamp, geometry, slick_class) values (now(), st_geomfromtext('POLYGON((1 1,1.1 1,1.1 "
                + "1.1,1 1.1,1 1))', 4326), 7)",
            slow
        );
        await insert.ExecuteNonQueryAsync(Cancellation);
        await Desk.GivenSlicks(2);
        await HoldsWhatTheLedgerHolds();

        await transaction.CommitAsync(Cancellation);

        await HoldsWhatTheLedgerHolds();
    }

    [Fact]
    public async Task What_is_rolled_back_never_was()
    {
        await using (var connection = await Desk.Database.Source.OpenConnectionAsync(Cancellation))
        await using (await connection.BeginTransactionAsync(Cancellation))
        {
            await using var insert = new Npgsql.NpgsqlCommand(
                "insert into slick (slick_timestamp, geometry, slick_class) values (now(), st_geomfromtext('POLYGON((1 1,1.1 1,1.1 "
                    + "1.1,1 1.1,1 1))', 4326), 7)",
                connection
            );
            await insert.ExecuteNonQueryAsync(Cancellation);
            await CatchUp();
        }

        await HoldsWhatTheLedgerHolds();
    }

    [Fact]
    public async Task Hearing_the_same_twice_changes_nothing()
    {
        var before = moment;
        var slicks = await Desk.GivenSlicks(3);
        await Desk.Validate(slicks[0]);
        await CatchUp();
        moment = before;

        await HoldsWhatTheLedgerHolds();
    }

    [Fact]
    public async Task A_transaction_number_of_another_server_is_not_taken_for_news()
    {
        await Desk.GivenSlicks(1);
        await CatchUp();
        await using var connection = await Desk.Superuser.OpenConnectionAsync(Cancellation);
        await using var command = new Npgsql.NpgsqlCommand(
            "insert into slick_arrival (transaction, first, last) values ('9000000000', 1, 1000000)",
            connection
        );
        await command.ExecuteNonQueryAsync(Cancellation);

        (await Feed.Since(moment, Cancellation)).Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("class", 0)]
    [InlineData("state", 1)]
    [InlineData("from", 2)]
    [InlineData("to", 3)]
    [InlineData("minConfidence", 4)]
    [InlineData("scene", 5)]
    [InlineData("bbox", 6)]
    [InlineData("validated", 2)]
    public async Task Sums_pages_and_what_comes_next_are_those_of_the_ledger(string by, int order)
    {
        await GivenAMixture();
        await CatchUp();
        var filter = FilterOf(by);
        var rows = await IndexReads.Filter(index, Feed, filter, Cancellation);
        // Without a host nobody keeps an index, and the use cases ask the ledger.
        var truth = await Desk.Send(new GetSummary(filter));

        var sums = index.Read((all, _) => IndexSums.Of(all, rows));

        (sums with { Bbox = null }).ShouldBe(truth with { Bbox = null });
        sums.Bbox.ShouldBe(truth.Bbox);
        foreach (var descending in new[] { false, true })
        {
            var page = await Desk.Send(new ListSlicks(filter, (SlickOrder)(order % 6), descending, 3, 12));
            index
                .Read((all, _) => IndexPage.Of(all, rows, (SlickOrder)(order % 6), descending, 3, 12))
                .Ids.ShouldBe(page.Rows.Select(row => row.Id));
            var next = await Desk.Send(new ListUndecided(filter, (SlickOrder)(order % 6), descending, null, 10));
            var (position, ids) = index.Read((all, _) => IndexQueue.Of(all, rows, (SlickOrder)(order % 6), descending, null, 10));
            (position, string.Join(',', ids)).ShouldBe((next.Position, string.Join(',', next.Slicks.Select(slick => slick.Id))));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(5_000)]
    public void The_first_of_many_keys_are_those_of_a_sort(int most)
    {
        var random = new Random(most);
        var keys = Enumerable.Range(1, 20_000).Select(id => new IndexPage.Key(random.Next(900), id)).ToList();
        var first = new FirstKeys(most);
        keys.ForEach(first.Add);

        first.Kept().ToArray().Order().ShouldBe(keys.Order().Take(most));
    }

    [Fact]
    public async Task A_planted_wrong_count_is_found()
    {
        await Desk.GivenSlicks(2);
        await CatchUp();
        (await Differences()).ShouldBeEmpty();
        var one = (await Desk.Active())[0];

        index.Apply([(one, null)], moment);

        (await Differences()).ShouldHaveSingleItem();
    }

    private async Task<IReadOnlyList<string>> Differences() =>
        IndexAudit.Differences(index, (await Feed.Totals(moment, Cancellation)).Totals);

    private static SlickFilter FilterOf(string by) =>
        by switch
        {
            "class" => new SlickFilter(Class: SlickClass.VesselId),
            "state" => new SlickFilter(State: SlickState.Pending),
            "from" => new SlickFilter(From: new DateTimeOffset(2020, 7, 29, 3, 48, 59, TimeSpan.Zero)),
            "to" => new SlickFilter(To: new DateTimeOffset(2020, 7, 29, 3, 48, 59, TimeSpan.Zero)),
            "minConfidence" => new SlickFilter(MinConfidence: 0.5),
            "scene" => new SlickFilter(Scene: "MIXED"),
            "bbox" => new SlickFilter(Bbox: new BoundingBox(30.004, 40.002, 30.6, 40.6)),
            "validated" => new SlickFilter(Validated: false),
            _ => new SlickFilter(),
        };

    // All states, classes, confidences from none to 1, two scenes, and a triangle whose box meets a filter that its outline misses.
    private async Task GivenAMixture()
    {
        var detections = Enumerable
            .Range(0, 40)
            .Select(n => new Detection(
                Wkt.Read(Desk.Square(29.9 + (n * 0.02), 40 + (n % 5 * 0.02), 0.002 + (n % 7 * 0.001))),
                n % 3 == 0 ? 6 : 3,
                n % 4 == 0 ? null : n / 40.0
            ));
        var slicks = await Desk.GivenImport($"MIXED {Guid.NewGuid():N}", [.. detections]);
        await Desk.GivenSlick("POLYGON ((29.9 39.9, 30.02 40.001, 29.9 40.1, 29.9 39.9))", SlickClass.NaturalId);
        await Desk.Validate(slicks[1], slicks[2], slicks[3]);
        await Desk.Reject(slicks[4], slicks[5]);
        await Desk.Reclassify(slicks[7], 9);
    }

    private async Task HoldsWhatTheLedgerHolds()
    {
        await CatchUp();
        index
            .Read((all, _) => Enumerable.Range(0, all.End).Select(row => all.Id[row]).Where(id => id > 0).Order().ToArray())
            .ShouldBe(await Desk.Active());
        var states = await Desk.Database.Ask<string>(
            "select coalesce(string_agg(format('%s %s %s', id, state, slick_class), ',' order by id), '') from slick where active"
        );
        index
            .Read(
                (all, _) =>
                    string.Join(
                        ',',
                        Enumerable
                            .Range(0, all.End)
                            .Where(row => all.Id[row] > 0)
                            .OrderBy(row => all.Id[row])
                            .Select(row => $"{all.Id[row]} {Words.Of(all.StateOf(row))} {all.Class[row]}")
                    )
            )
            .ShouldBe(states);
    }
}
