using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Review.Data;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.People;
using Review.TestWorker;

// The database comes from ConnectionStrings__Review; how long a detection takes, from FAKE_SECONDS.
var builder = Host.CreateApplicationBuilder();
await using var database = await DataServices.OpenDatabase(builder.Configuration, Console.Error.WriteLine, CancellationToken.None);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddReviewDomain();
builder.Services.AddReviewData(database, builder.Configuration);
builder.Services.AddIdentityCore<Person>();
builder.Services.AddReviewWorker();
builder.Services.AddSingleton<IRunWork>(
    new FakeWork
    {
        Takes = TimeSpan.FromSeconds(double.Parse(builder.Configuration["FAKE_SECONDS"] ?? "0", CultureInfo.InvariantCulture)),
        Finds = FakeWork.Squares(20, 20.1, 20.2),
    }
);
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("ready");
await host.WaitForShutdownAsync();
