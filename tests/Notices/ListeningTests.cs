using Npgsql;
using Review.Data.Notices;

namespace Review.Tests.Notices;

/// <summary>The connection over which news arrives.</summary>
public sealed class ListeningTests
{
    [Fact]
    public void The_connection_that_listens_finds_out_that_the_database_is_gone_without_a_word()
    {
        var listening = new NpgsqlConnectionStringBuilder(
            NoticeListener.AddressOf("Host=db.example;Username=review;Password=secret;Database=review")
        );

        (listening.KeepAlive, listening.TcpKeepAlive, listening.Host, listening.Password).ShouldBe((30, true, "db.example", "secret"));
    }
}
