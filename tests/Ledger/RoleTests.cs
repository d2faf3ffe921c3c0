using Npgsql;
using Review.Domain;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>What each role of the database may do, and may not.</summary>
public sealed class RoleTests(WebApp app) : DatabaseRoles(app), IClassFixture<WebApp>
{
    private const string Denied = "42501";

    [Theory]
    [InlineData(DatabaseRole.Application)]
    [InlineData(DatabaseRole.Analyst)]
    [InlineData(DatabaseRole.Reader)]
    public async Task Nobody_but_the_owner_changes_the_schema(DatabaseRole role)
    {
        foreach (
            var statement in (string[])
                [
                    "alter table slick disable trigger all",
                    "alter table decision disable trigger before_update",
                    "set session_replication_role = replica",
                    "drop trigger refuse on decision_seal",
                    "create table notes_of_mine (n int)",
                    "alter table decision add column n int",
                    "create or replace function ledger_refuse() returns trigger language plpgsql as 'begin return null; end'",
                    "drop table slick_seal",
                    "alter function decision_before_update() security invoker",
                    "set role review",
                    "grant review_application to review_analyst",
                ]
        )
        {
            (await Refused(role, statement)).ShouldBe(Denied, statement);
        }
    }

    [Theory]
    [InlineData(DatabaseRole.Application)]
    [InlineData(DatabaseRole.Analyst)]
    [InlineData(DatabaseRole.Reader)]
    public async Task Nobody_but_the_owner_rewrites_what_was_decided(DatabaseRole role)
    {
        var id = (await App.Desk.GivenSlicks(1))[0];
        await App.Desk.Validate(id);
        foreach (
            var statement in (string[])
                [
                    "update decision set reviewer = 'mallory'",
                    "update decision set comment = 'x' where false",
                    "delete from decision",
                    "truncate decision cascade",
                    $"update slick set notes = 'x' where id = {id}",
                    "update slick set geometry = geometry",
                    "delete from slick",
                    "update slick_replacement set successors = '{}'",
                    "insert into slick_replacement values (1, 1, '{}')",
                    "insert into decision_seal values (999, 999, '\\x', '\\x', '\\x', now())",
                    "update decision_seal set hash = previous",
                    "delete from slick_seal",
                    "update slick_class set title = 'Oil'",
                    "delete from migration",
                    "select setval('slick_id_seq', 1)",
                ]
        )
        {
            (await Refused(role, statement)).ShouldBe(Denied, statement);
        }
    }

    [Theory]
    [InlineData(DatabaseRole.Analyst)]
    [InlineData(DatabaseRole.Reader)]
    public async Task By_hand_no_password_no_key_and_no_job_is_seen(DatabaseRole role)
    {
        foreach (
            var table in (string[])
                [
                    "person",
                    "person_claim",
                    "person_login",
                    "person_token",
                    "api_key",
                    "data_protection_key",
                    "qrtz_job_details",
                    "qrtz_locks",
                ]
        )
        {
            (await Refused(role, $"select * from {table}")).ShouldBe(Denied, table);
        }
    }

    [Fact]
    public async Task What_nobody_thought_of_when_it_was_made_is_closed_to_hands()
    {
        const string Open =
            "slick decision slick_replacement slick_seal decision_seal slick_class scene scene_image run run_log detection_overlap "
            + "migration";

        var open = await Database.Ask<string[]>(
            """
            select array_agg(c.relname::text order by c.relname) from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and pg_get_userbyid(c.relowner) = 'review'
              and (has_any_column_privilege('review_analyst', c.oid, 'select') or has_any_column_privilege('review_reader', c.oid, 'select'))
            """
        );

        open.ShouldBe(Open.Split(' ').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("update slick set active = false")]
    [InlineData("insert into slick (slick_timestamp, geometry, slick_class) select slick_timestamp, geometry, 3 from slick limit 1")]
    [InlineData("insert into decision (kind) values ('external')")]
    [InlineData("select seal_decisions(1)")]
    [InlineData("select * from slick for update")]
    public async Task A_reader_only_reads(string statement) => (await Refused(DatabaseRole.Reader, statement)).ShouldBe(Denied);

    [Fact]
    public async Task A_reader_reads_the_ledger()
    {
        var id = (await App.Desk.GivenSlicks(1))[0];
        await App.Desk.Validate(id);

        (await Ask<long>(DatabaseRole.Reader, $"select count(*) from slick_descendants({id})")).ShouldBe(2);
        (
            await Ask<long>(
                DatabaseRole.Reader,
                "select count(*) from slick join slick_class c on c.id = slick_class join scene on scene.id = slick.scene left join "
                    + "run on run.id = orchestrator_run"
            )
        ).ShouldBePositive();
    }

    [Fact]
    public async Task A_temporary_table_does_not_stand_in_the_place_of_the_ledger()
    {
        var id = (await App.Desk.GivenSlicks(1))[0];

        // A parent that is inactive in a table of one's own, and active in the ledger.
        var refused = await Should.ThrowAsync<PostgresException>(() =>
            Run(
                DatabaseRole.Analyst,
                $"""
                create temporary table false_slick as select * from slick where id = {id};
                update false_slick set active = false;
                alter table false_slick rename to slick;
                {Insert(id).Replace("insert into slick", "insert into public.slick", StringComparison.Ordinal)}
                """
            )
        );

        refused.MessageText.ShouldContain("is still active");
    }

    [Fact]
    public async Task The_triggers_and_what_locks_and_seals_are_the_owners_whoever_writes() =>
        (
            await Database.Ask<string[]>(
                """
                select coalesce(array_agg(p.oid::regprocedure::text), '{}') from pg_proc p
                where p.pronamespace = 'public'::regnamespace and pg_get_userbyid(p.proowner) = 'review'
                  and (p.prorettype = 'trigger'::regtype or p.proname in ('lock_decision', 'seal_decisions'))
                  and not (p.prosecdef and 'search_path=public, public, pg_temp' = any (p.proconfig))
                """
            )
        ).ShouldBeEmpty();

    [Fact]
    public async Task The_application_is_connected_as_its_role_and_can_undo()
    {
        var decision = await App.Desk.Validate((await App.Desk.GivenSlicks(1))[0]);

        (await App.Desk.Undo(decision.Decision)).Outputs.Length.ShouldBe(1);

        (
            await Database.Ask<bool>(
                "select bool_and(usename = 'review_application') from pg_stat_activity where datname = current_database() and "
                    + "application_name like 'Slick Review%'"
            )
        ).ShouldBeTrue();
    }
}
