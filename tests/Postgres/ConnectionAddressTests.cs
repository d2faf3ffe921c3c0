using Npgsql;
using Review.Data.Db;
using Review.Domain;

namespace Review.Tests.Postgres;

/// <summary>The address of a database is taken as people have it.</summary>
public sealed class ConnectionAddressTests
{
    [Theory]
    [InlineData("Host=db;Database=review;Username=app;Password=p", "db", 5432, "review", "app", "p")]
    [InlineData("postgresql://app:p%40ss@db:6432/review", "db", 6432, "review", "app", "p@ss")]
    [InlineData("postgres://app@[::1]:5433/review", "::1", 5433, "review", "app", null)]
    [InlineData("postgresql:///review?host=/var/run/x&port=5434&user=app", "/var/run/x", 5434, "review", "app", null)]
    [InlineData("postgresql://db/review?sslmode=verify-full&user=app&password=p", "db", 5432, "review", "app", "p")]
    public void A_connection_string_and_a_uri_are_both_read(
        string text,
        string host,
        int port,
        string database,
        string user,
        string? password
    )
    {
        var read = new NpgsqlConnectionStringBuilder(ConnectionAddress.Read(text));

        (read.Host, read.Port, read.Database, read.Username, read.Password).ShouldBe((host, port, database, user, password));
    }

    [Theory]
    [InlineData("postgresql://db:port/review")]
    [InlineData("postgresql://db/review?nonsense=1")]
    [InlineData("nonsense")]
    public void Anything_else_is_a_sentence(string text) =>
        Should
            .Throw<StartException>(() => ConnectionAddress.Read(text))
            .Message.ShouldStartWith("ConnectionStrings__Review cannot be read");
}
