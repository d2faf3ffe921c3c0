using Review.App.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPages();
var app = builder.Build();
app.UseAntiforgery();
app.MapPages();
app.Run();
