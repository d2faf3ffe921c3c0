using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Review.Data;
using Review.Domain;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>The keys that protect cookies: a copy of the database signs nobody in.</summary>
public sealed class CookieKeyTests(TestServer server) : IAsyncLifetime
{
    private readonly Desk desk = new(server);
    private readonly List<ServiceProvider> machines = [];
    private readonly string folder = TemporaryFolder.Create();

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in machines)
        {
            await machine.DisposeAsync();
        }

        await desk.DisposeAsync();
        await TemporaryFolder.Remove(folder);
    }

    [Fact]
    public async Task No_key_lies_in_the_database_in_the_clear()
    {
        (await Machine("here")).Protect("ada");

        (
            await desk.Database.Ask<bool>(
                "select bool_and(xml like '%encryptedSecret%' and xml not like '%masterKey%') from data_protection_key"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_machine_with_the_same_key_file_takes_the_others_cookies()
    {
        var cookie = (await Machine("here")).Protect("ada");
        Directory.CreateDirectory(Path.Combine(folder, "there"));
        File.Copy(Path.Combine(folder, "here", "key"), Path.Combine(folder, "there", "key"));

        (await Machine("there")).Unprotect(cookie).ShouldBe("ada");
    }

    [Fact]
    public async Task The_key_file_may_lie_elsewhere()
    {
        var cookie = (await Machine("here")).Protect("ada");

        (await Machine("there", Path.Combine(folder, "here", "key"))).Unprotect(cookie).ShouldBe("ada");
        File.Exists(Path.Combine(folder, "there", "key")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_copy_of_the_database_without_the_key_file_makes_no_cookie_that_is_taken()
    {
        var here = await Machine("here");
        here.Protect("ada");

        var forged = (await Machine("elsewhere")).Protect("ada");

        Should.Throw<System.Security.Cryptography.CryptographicException>(() => here.Unprotect(forged));
    }

    [Theory]
    [InlineData(
        """<masterKey p4:requiresEncryption="true" xmlns:p4="http://schemas.asp.net/2015/03/dataProtection"><value>AAAA</value></masterKey>"""
    )]
    [InlineData(
        """<encryptedSecret decryptorType="Microsoft.AspNetCore.DataProtection.XmlEncryption.NullXmlDecryptor, Microsoft.AspNetCore.DataProtection" xmlns="http://schemas.asp.net/2015/03/dataProtection"><unencryptedKey><masterKey><value>AAAA</value></masterKey></unencryptedKey></encryptedSecret>"""
    )]
    public async Task A_key_that_somebody_puts_into_the_database_in_the_clear_is_not_believed(string secret)
    {
        var id = Guid.NewGuid();
        await desk.Database.Execute(
            $"""
            insert into data_protection_key values ('key-{id}', '<key id="{id}" version="1"><creationDate>2026-01-01T00:00:00Z</creationDate><activationDate>2026-01-01T00:00:00Z</activationDate>
              <expirationDate>2099-01-01T00:00:00Z</expirationDate><descriptor deserializerType="x"><descriptor>{secret}</descriptor></descriptor></key>')
            """
        );

        var keys = new Data.Db.DataProtectionKeys(desk.Database.Source);

        keys.GetAllElements().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_key_file_is_its_owners_alone()
    {
        (await Machine("here")).Protect("ada");

        File.GetUnixFileMode(Path.Combine(folder, "here", "key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_key_file_that_is_not_there_or_empty_is_said_with_what_to_do()
    {
        var missing = await Machine("here", Path.Combine(folder, "nowhere"), protect: false);
        Should.Throw<StartException>(() => missing.Protect("ada")).Message.ShouldContain("REVIEW_KEY_FILE");

        await File.WriteAllTextAsync(Path.Combine(folder, "short"), "short\n", TestContext.Current.CancellationToken);
        var shortKey = await Machine("here", Path.Combine(folder, "short"), protect: false);
        Should.Throw<StartException>(() => shortKey.Protect("ada")).Message.ShouldContain("less than 32 bytes");
    }

    private sealed record Protector(Func<IDataProtector> Of)
    {
        public string Protect(string text) => Of().Protect(text);

        public string Unprotect(string text) => Of().Unprotect(text);
    }

    /// <summary>The cookies of a process with a data folder of its own.</summary>
    private async Task<Protector> Machine(string name, string? keyFile = null, bool protect = true)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("REVIEW_DATA", Path.Combine(folder, name)), new("REVIEW_KEY_FILE", keyFile)])
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddReviewDomain();
        services.AddReviewData(await Desk.Open(desk.Database), settings);
        var provider = services.BuildServiceProvider();
        machines.Add(provider);
        IDataProtector Of() => provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookies");
        if (protect)
        {
            Of();
        }

        return new Protector(Of);
    }
}
