using Npgsql;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>What went wrong once, or could have: hands and races between the rules.</summary>
public sealed class GuardTests(Desk desk) : IClassFixture<Desk>
{
    private const int LookAlike = 13;
    private const int Ambiguous = 9;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_who_insert_successors_of_one_switched_off_slick_at_once_replace_it_once()
    {
        var id = (await desk.GivenSlicks(1))[0];
        await desk.Database.Execute($"update slick set active = false where id = {id}");
        await using var first = await desk.Database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await first.BeginTransactionAsync(Cancellation);
        await Run(first, Successor(id));

        var second = Should.ThrowAsync<PostgresException>(() => desk.Database.Execute(Successor(id)));
        await Task.Delay(300, Cancellation);
        await transaction.CommitAsync(Cancellation);

        (await second).MessageText.ShouldContain("already replaced");
        (await desk.Database.Ask<long>($"select count(*) from slick where slick = '{{{id}}}'")).ShouldBe(1);
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recipe_whose_second_slick_came_in_after_it_began_leaves_the_time_whole()
    {
        var older = (await desk.GivenSlicks(1))[0];
        await using var recipe = await desk.Database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await recipe.BeginTransactionAsync(Cancellation);
        await Run(recipe, $"update slick set active = false where id = {older}");
        var younger = (await desk.GivenSlicks(1))[0];
        await Run(recipe, $"update slick set active = false where id = {younger}");
        await Run(recipe, Successor(older, younger));
        await transaction.CommitAsync(Cancellation);

        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_a_decision_was_made_is_not_for_its_author_to_say()
    {
        await desk.Database.Execute(
            "insert into decision (kind, reviewer, at, transaction) values ('external', 'mallory', '2000-01-01', '1')"
        );

        (
            await desk.Database.Ask<bool>(
                "select at > now() - interval '1 hour' and transaction > '1' from decision where reviewer = 'mallory'"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task Undoing_an_addition_and_undoing_what_was_built_on_it_at_once_never_bring_both_back()
    {
        await desk.GivenSlicks(1);
        for (var round = 0; round < 20; round++)
        {
            var added = await desk.Add(desk.NextSquare());
            var validated = await desk.Validate(added.Outputs);

            await Task.WhenAll(Attempt(() => desk.Undo(added.Decision, together: true)), Attempt(() => desk.Undo(validated.Decision)));

            var restored = await desk.Database.Ask<long[]>(
                $"select array(select id from slick_descendants({added.Outputs[0]}) where active)"
            );
            restored.Length.ShouldBeLessThan(2);
        }

        (await desk.Broken()).ShouldBeEmpty();
    }

    public static MatrixTheoryData<string, int> NobodySaidWhatItIs => new(["annotate", "reshape", "cut", "undo"], [LookAlike, Ambiguous]);

    [Theory]
    [MemberData(nameof(NobodySaidWhatItIs))]
    public async Task A_models_own_not_oil_or_ambiguous_stays_pending_until_somebody_says_what_it_is(string kind, int @class)
    {
        var id = await desk.GivenSlick("POLYGON ((20 50, 20.06 50, 20.06 50.01, 20 50.01, 20 50))", @class);
        (await desk.Get(id)).State.ShouldBe(SlickState.Pending);

        var made = kind switch
        {
            "annotate" => await desk.Annotate(id, "seen"),
            "reshape" => await desk.Reshape(id, "POLYGON ((20 50, 20.05 50, 20.05 50.01, 20 50.01, 20 50))"),
            "cut" => await desk.Cut(id, "POLYGON ((20.05 49, 20.07 49, 20.07 51, 20.05 51, 20.05 49))"),
            _ => await desk.Undo((await desk.Reclassify(id, 4)).Decision),
        };

        (await desk.Get(made.Outputs[0])).State.ShouldBe(SlickState.Pending);
    }

    [Fact]
    public async Task Somebody_who_is_unsure_of_what_a_model_calls_ambiguous_says_so()
    {
        var unsure = await desk.Reclassify((await desk.GivenSlicks(1, Ambiguous))[0], Ambiguous);
        (await desk.Get(unsure.Outputs[0])).State.ShouldBe(SlickState.Ambiguous);

        var noted = await desk.Annotate(unsure.Outputs[0], "wait for the next pass");
        (await desk.Get(noted.Outputs[0])).State.ShouldBe(SlickState.Ambiguous);
        var still = await desk.Validate(noted.Outputs[0]);
        (await desk.Get(still.Outputs[0])).State.ShouldBe(SlickState.Ambiguous);
        (
            await desk.Get((await desk.Send(new ValidateSlicks(still.Outputs, 0.9, SlickClass.RecentVesselId, null, Desk.By()))).Outputs[0])
        ).State.ShouldBe(SlickState.Validated);
    }

    [Fact]
    public async Task A_rejection_that_comes_back_by_an_undo_is_a_rejection()
    {
        var rejected = await desk.Reject((await desk.GivenSlicks(1))[0]);
        var undone = await desk.Undo((await desk.Annotate(rejected.Outputs[0], "really")).Decision);

        (await desk.Get(undone.Outputs[0])).State.ShouldBe(SlickState.Rejected);
    }

    [Fact]
    public async Task What_is_reclassified_as_not_oil_is_not_validated_any_more()
    {
        var validated = await desk.Validate((await desk.GivenSlicks(1))[0]);

        var slick = await desk.Get((await desk.Reclassify(validated.Outputs[0], LookAlike)).Outputs[0]);

        (slick.Validated, slick.State).ShouldBe((false, SlickState.Rejected));
    }

    [Fact]
    public async Task What_is_not_oil_cannot_be_validated()
    {
        var id = (await desk.GivenSlicks(1, LookAlike))[0];

        (await Should.ThrowAsync<RuleBrokenException>(() => desk.Validate(id))).Message.ShouldBe(
            $"Slick {id} is in class Look-alike, which is not oil: reject it, or validate it in a class of oil."
        );
    }

    [Fact]
    public async Task One_slick_of_a_bulk_decision_undone_leaves_the_decision_standing_for_the_others()
    {
        var made = await desk.Send(new ValidateSlicks(await desk.GivenSlicks(3), 0.8, null, null, Desk.By("bulk")));
        await desk.Undo(made.Decision, slicks: made.Outputs[0]);

        (await desk.Send(new GetLastDecision("bulk"))).ShouldNotBeNull().Decision.ShouldBe(made.Decision);
        (await desk.Send(new GetSlickHistory(made.Outputs[1]))).Decisions[0].UndoneBy.ShouldBeNull();
        (await desk.Send(new GetSlickHistory(made.Outputs[0])))
            .Decisions.Single(decision => decision.Id == made.Decision)
            .UndoneBy.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_bulk_decision_undone_slick_by_slick_to_the_end_is_taken_back()
    {
        var made = await desk.Send(new ValidateSlicks(await desk.GivenSlicks(2), 0.8, null, null, Desk.By("to the end")));
        foreach (var slick in made.Outputs)
        {
            await desk.Undo(made.Decision, slicks: slick);
        }

        (await desk.Send(new GetLastDecision("to the end"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_decision_undone_together_with_what_was_built_on_it_is_taken_back()
    {
        var made = await desk.Send(new ValidateSlicks(await desk.GivenSlicks(1), 0.8, null, null, Desk.By("together")));
        await desk.Annotate(made.Outputs[0], "on top");
        await desk.Undo(made.Decision, together: true);

        (await desk.Send(new GetLastDecision("together"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_known_scene_is_not_given_another_time_by_an_import()
    {
        await desk.GivenSlicks(1);
        var other = new ImportDetections(
            Desk.Scene,
            DateTimeOffset.UnixEpoch,
            "test",
            false,
            [new Detection(Wkt.Read(desk.NextSquare()), SlickClass.InfrastructureId, 0.9)],
            Desk.By()
        );

        (await Should.ThrowAsync<RuleBrokenException>(() => desk.Send(other))).Field.ShouldBe("acquired");
    }

    private static string Successor(params long[] parents) =>
        "insert into slick (slick_timestamp, geometry, active, slick, slick_class) select max(slick_timestamp), "
        + $"st_union(geometry::geometry), true, '{{{string.Join(',', parents)}}}', 7 from slick where id in "
        + $"({string.Join(',', parents)})";

    private static async Task Run(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task Attempt(Func<Task> decide)
    {
        try
        {
            await decide();
        }
        catch (Exception first) when (first is LedgerConflictException or RuleBrokenException or DependentsException)
        {
            // One of the two comes second, and is told so.
            TestContext.Current.SendDiagnosticMessage(first.Message);
        }
    }
}
