using Npgsql;
using Review.Domain;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>What an analyst may do by hand.</summary>
public sealed class AnalystRoleTests(WebApp app) : DatabaseRoles(app), IClassFixture<WebApp>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_recipe_works_for_an_analyst_and_is_a_decision_in_the_analysts_name(bool inOneTransaction)
    {
        var id = (await App.Desk.GivenSlicks(1))[0];

        await Recipe(DatabaseRole.Analyst, id, inOneTransaction);

        (
            await Database.Ask<string>(
                "select concat_ws('|', kind, reviewer, inputs, state) from decision d join slick s on s.decision = d.id where "
                    + $"s.slick = '{{{id}}}'"
            )
        ).ShouldBe($"external|review_analyst|{{{id}}}|validated");
    }

    [Fact]
    public async Task An_analyst_with_a_name_of_the_own_decides_under_that_name()
    {
        await Database.Execute("select 1");
        await using var superuser = App.Desk.Superuser.CreateCommand(
            "drop role if exists ada_of_the_coast; create role ada_of_the_coast login in role review_analyst"
        );
        await superuser.ExecuteNonQueryAsync(Cancellation);
        var id = (await App.Desk.GivenSlicks(1))[0];

        var ada = new NpgsqlConnectionStringBuilder(Database.ConnectionString)
        {
            Username = "ada_of_the_coast",
            Pooling = false,
        }.ConnectionString;
        await Run(ada, Script(id));

        (await Database.Ask<string>($"select reviewer from decision where inputs = '{{{id}}}'")).ShouldBe("ada_of_the_coast");
    }

    [Fact]
    public async Task An_analyst_cannot_decide_in_the_name_of_somebody_else()
    {
        var id = (await App.Desk.GivenSlicks(1))[0];

        await Run(
            DatabaseRole.Analyst,
            $"""
            begin;
            insert into decision (kind, reviewer, reason) values ('external', 'ada', 'two frames');
            update slick set active = false, deactivated_by = (select max(id) from decision) where id = {id};
            commit
            """
        );

        (await Database.Ask<string>($"select reviewer || ' ' || reason from decision where inputs = '{{{id}}}'")).ShouldBe(
            "review_analyst two frames"
        );
    }

    [Fact]
    public async Task An_analyst_is_no_run() =>
        (await Refused(DatabaseRole.Analyst, "insert into decision (kind, reviewer) values ('reprocess', 'run:1')")).ShouldBe("SR409");

    [Fact]
    public async Task An_analyst_cannot_add_to_what_somebody_else_decided_by_naming_the_decision()
    {
        var id = (await App.Desk.GivenSlicks(1))[0];
        await Database.Execute($"update slick set active = false where id = {id}");
        var decision = await Database.Ask<long>($"select deactivated_by from slick where id = {id}");

        (await Refused(DatabaseRole.Analyst, $"set review.external_decision = '{decision}'; {Insert(id)}")).ShouldBe("SR409");

        (await Database.Ask<long[]>($"select outputs from decision where id = {decision}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_added_to_an_own_decision_that_is_done()
    {
        var id = (await App.Desk.GivenSlicks(1))[0];
        await Recipe(DatabaseRole.Analyst, id, inOneTransaction: true);
        var decision = await Database.Ask<long>($"select deactivated_by from slick where id = {id}");

        (await Refused(DatabaseRole.Analyst, $"set review.external_decision = '{decision}'; {Insert(id)}")).ShouldBe("SR409");
    }

    private static string Script(long id) => $"update slick set active = false where id in ({id}); {Insert(id)}";

    private async Task Recipe(DatabaseRole role, long id, bool inOneTransaction)
    {
        if (inOneTransaction)
        {
            await Run(role, Script(id));
            return;
        }

        foreach (var statement in Script(id).Split(';'))
        {
            await Run(role, statement);
        }
    }
}
