using Npgsql;
using Review.Domain;

namespace Review.Tests.Support;

/// <summary>A database of its own for one test class: <c>class … (TestDatabase database) : IClassFixture&lt;TestDatabase&gt;</c>.</summary>
public class TestDatabase(TestServer server) : IAsyncLifetime
{
    /// <summary>For a class that needs two.</summary>
    public sealed class Second(TestServer server) : TestDatabase(server);

    /// <summary>As the owner.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>For statements beside the application, such as those an analyst writes by hand.</summary>
    public NpgsqlDataSource Source { get; private set; } = null!;

    /// <summary>For psql.</summary>
    public string Uri
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"postgresql:///{parts.Database}?host={parts.Host}&user={parts.Username}";
        }
    }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await server.CreateDatabase(CancellationToken.None);
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Source.DisposeAsync();
        await server.DropDatabase(ConnectionString);
    }

    /// <summary>As somebody else than the owner.</summary>
    public string ConnectionStringOf(DatabaseRole role) => TestServer.As(ConnectionString, role);

    public async Task Execute(string statement)
    {
        await using var command = Source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<T> Ask<T>(string question)
    {
        await using var command = Source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
