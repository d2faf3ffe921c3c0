using Npgsql;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>When a seal is set: late commits, several at once, successors that come later.</summary>
public sealed class SealOrderTests(TestServer server) : Seals(server)
{
    [Theory]
    [InlineData("infinity")]
    [InlineData("-infinity")]
    [InlineData("0044-03-15 BC")]
    public async Task A_time_at_the_edge_does_not_hold_up_the_chain(string time)
    {
        await desk.Database.Execute(
            $"insert into slick (slick_timestamp, geometry, slick_class) values ('{time}', st_makeenvelope(1, 1, 2, 2, 4326), 3)"
        );
        await Recipe(await desk.Database.Ask<long>("select max(id) from slick"));

        (await desk.Broken()).ShouldBeEmpty();
        (await desk.Database.Ask<long>("select count(*) from decision_seal")).ShouldBe(6);
    }

    [Fact]
    public async Task What_plain_SQL_took_out_waits_for_its_successor_and_is_then_sealed_with_it()
    {
        var id = (await desk.GivenSlicks(1))[0];
        await desk.Database.Execute($"update slick set active = false where id = {id}");
        (await Seal()).ShouldBe(0);

        await desk.Database.Execute(Successor(id));

        (await Seal()).ShouldBe(1);
        (await desk.Database.Ask<long>($"select count(*) from decision where inputs = '{{{id}}}'")).ShouldBe(1);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_successor_that_comes_after_the_seal_is_a_decision_of_its_own()
    {
        var id = (await desk.GivenSlicks(1))[0];
        await desk.Database.Execute($"update slick set active = false where id = {id}");
        (await desk.Broken()).ShouldBeEmpty("the check seals without waiting");

        await desk.Database.Execute(Successor(id));

        (await desk.Database.Ask<long>($"select count(*) from decision where inputs = '{{{id}}}'")).ShouldBe(2);
        (await desk.Database.Ask<string>($"select string_agg(kind, ' ') from slick_history((select max(id) from slick))")).ShouldBe(
            "external"
        );
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_successor_that_comes_at_the_moment_of_the_seal_is_sealed_whole_or_not_yet()
    {
        var id = (await desk.GivenSlicks(1))[0];
        await desk.Database.Execute($"update slick set active = false where id = {id}");
        await using var slow = await desk.Database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await slow.BeginTransactionAsync(Cancellation);
        await using (var command = new NpgsqlCommand(Successor(id), slow))
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        (await desk.Database.Ask<int>("select seal_decisions(10, 0, '0')")).ShouldBe(0, "it is left for the next time");
        await transaction.CommitAsync(Cancellation);

        (await Seal()).ShouldBe(1);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_decision_committed_after_a_later_one_was_sealed_is_sealed_too()
    {
        var ids = await desk.GivenSlicks(2);
        await using var slow = await desk.Database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await slow.BeginTransactionAsync(Cancellation);
        await using (var command = new NpgsqlCommand($"update slick set active = false where id = {ids[0]}; {Successor(ids[0])}", slow))
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await desk.Validate(ids[1]);
        (await Seal()).ShouldBe(1);
        await transaction.CommitAsync(Cancellation);

        (await Seal()).ShouldBe(1);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_that_seal_at_once_make_one_chain()
    {
        foreach (var id in await desk.GivenSlicks(60))
        {
            await desk.Validate(id);
        }

        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async _ =>
                {
                    var count = 0;
                    for (var n = -1; n != 0; count += n)
                    {
                        n = await desk.Database.Ask<int>("select seal_decisions(7)");
                    }

                    return count;
                })
        );

        counts.Sum().ShouldBe(60);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_seal_is_neither_edited_nor_deleted_even_by_the_owner()
    {
        foreach (
            var statement in (string[])
                [
                    "update decision_seal set position = position + 10",
                    "delete from decision_seal",
                    "truncate decision_seal",
                    "update slick_seal set facts = outline",
                    "delete from slick_seal",
                    "truncate slick_seal",
                ]
        )
        {
            (await desk.Refusal(statement)).ShouldContain("is refused: the ledger only grows");
        }
    }

    private Task<int> Seal() => desk.Database.Ask<int>("select seal_decisions(1000)");
}
