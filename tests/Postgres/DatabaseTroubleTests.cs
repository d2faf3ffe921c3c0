using Npgsql;
using Review.Domain;

namespace Review.Tests.Postgres;

/// <summary>What went wrong in the database, and what went wrong with the request.</summary>
public sealed class DatabaseTroubleTests
{
    [Theory]
    [InlineData("57P01", DatabaseTroubleKind.Away)]
    [InlineData("57P03", DatabaseTroubleKind.Away)]
    [InlineData("08006", DatabaseTroubleKind.Away)]
    [InlineData("58030", DatabaseTroubleKind.Away)]
    [InlineData("58P01", DatabaseTroubleKind.Outdated)]
    [InlineData("53100", DatabaseTroubleKind.Full)]
    [InlineData("53300", DatabaseTroubleKind.Busy)]
    [InlineData("57014", DatabaseTroubleKind.Busy)]
    public void A_code_of_the_server_says_what_ails_it(string code, DatabaseTroubleKind kind) =>
        DatabaseTrouble.Of(Said(code))!.Kind.ShouldBe(kind);

    [Theory]
    [InlineData("23505")]
    [InlineData("22P02")]
    [InlineData("40P01")]
    [InlineData("SR409")]
    public void A_code_that_speaks_of_the_statement_is_no_trouble_of_the_server(string code) =>
        DatabaseTrouble.Of(Said(code)).ShouldBeNull();

    [Fact]
    public void What_other_libraries_wrap_is_found() =>
        DatabaseTrouble
            .Of(
                new InvalidOperationException(
                    "An exception has been raised that is likely due to a transient failure.",
                    new AggregateException(Said("57P01"))
                )
            )!
            .Kind.ShouldBe(DatabaseTroubleKind.Away);

    [Fact]
    public void A_pool_without_a_free_connection_is_busy_not_away() =>
        DatabaseTrouble
            .Of(new NpgsqlException("The connection pool has been exhausted", new TimeoutException()))!
            .Kind.ShouldBe(DatabaseTroubleKind.Busy);

    [Fact]
    public void A_connection_that_breaks_is_a_database_that_is_away() =>
        DatabaseTrouble
            .Of(new NpgsqlException("Exception while reading from stream", new IOException("reset")))!
            .Kind.ShouldBe(DatabaseTroubleKind.Away);

    [Fact]
    public void A_mistake_of_the_program_is_none() =>
        DatabaseTrouble.Of(new InvalidOperationException("Sequence contains no elements")).ShouldBeNull();

    [Fact]
    public void A_full_disk_is_said_as_that() =>
        DatabaseTrouble.Of(Said("53100"))!.Sentence.ShouldStartWith("The disk of the database is full");

    [Fact]
    public void The_reason_is_one_line_of_bounded_length()
    {
        var reason = DatabaseTrouble.Of(Said("57P01", new string('x', 10_000) + "\n\n"))!.Reason;

        reason.Length.ShouldBeLessThanOrEqualTo(301);
        reason.ShouldNotContain('\n');
    }

    private static PostgresException Said(string code, string message = "no") => new(message, "ERROR", "ERROR", code);
}
