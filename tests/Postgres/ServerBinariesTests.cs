using Review.Data.Postgres;
using Review.Tests.Support;

namespace Review.Tests.Postgres;

public sealed class ServerBinariesTests : IAsyncLifetime
{
    private readonly string folder = TemporaryFolder.Create();

    private string Programs => Path.Combine(folder, "lib");

    private string Share => Path.Combine(folder, "share");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TemporaryFolder.Remove(folder);

    [Fact]
    public void A_machine_without_a_server_is_told_what_to_install() =>
        Should
            .Throw<PostgresStartException>(() => ServerBinaries.ForNewCluster(Programs, Share))
            .Message.ShouldContain("apt-get install --no-install-recommends postgresql-15 postgresql-15-postgis-3");

    [Fact]
    public void A_server_without_PostGIS_is_told_what_to_install()
    {
        GivenServer(16, postgis: false);

        Should
            .Throw<PostgresStartException>(() => ServerBinaries.ForNewCluster(Programs, Share))
            .Message.ShouldContain("apt-get install --no-install-recommends postgresql-16-postgis-3");
    }

    [Fact]
    public void A_new_cluster_takes_the_newest_version_that_has_PostGIS()
    {
        GivenServer(14);
        GivenServer(15);
        GivenServer(17, postgis: false);

        ServerBinaries.ForNewCluster(Programs, Share).Major.ShouldBe(15);
    }

    [Fact]
    public void An_existing_cluster_keeps_its_version()
    {
        GivenServer(15);
        GivenServer(17);

        ServerBinaries.ForCluster("/data", "15", Programs, Share).Major.ShouldBe(15);
    }

    [Fact]
    public void An_existing_cluster_whose_version_is_gone_says_what_is_installed()
    {
        GivenServer(17);

        Should
            .Throw<PostgresStartException>(() => ServerBinaries.ForCluster("/data", "15", Programs, Share))
            .Message.ShouldStartWith("The data in /data was made by PostgreSQL 15; installed here: 17.");
    }

    private void GivenServer(int major, bool postgis = true)
    {
        var programs = Directory.CreateDirectory(Path.Combine(Programs, $"{major}", "bin")).FullName;
        File.WriteAllText(Path.Combine(programs, "initdb"), "");
        File.WriteAllText(Path.Combine(programs, "pg_ctl"), "");
        var extensions = Directory.CreateDirectory(Path.Combine(Share, $"{major}", "extension")).FullName;
        if (postgis)
        {
            File.WriteAllText(Path.Combine(extensions, "postgis.control"), "");
        }
    }
}
