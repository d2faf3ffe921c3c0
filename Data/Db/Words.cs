using System.Text.RegularExpressions;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.People;
using Review.Domain.Slicks;

namespace Review.Data.Db;

/// <summary>How enumerations and names are written in the database.</summary>
internal static partial class Words
{
    public static string Of(Role role) => role.ToString().ToLowerInvariant();

    public static Role Role(string word) => Enum.Parse<Role>(word, ignoreCase: true);

    public static string Of(DecisionKind kind) => kind.ToString().ToLowerInvariant();

    public static string Of(RunStatus status) => status.ToString().ToLowerInvariant();

    public static RunStatus RunStatus(string word) => Enum.Parse<RunStatus>(word, ignoreCase: true);

    public static string Of(SlickState state) => state.ToString().ToLowerInvariant();

    public static SlickState State(string word) => Enum.Parse<SlickState>(word, ignoreCase: true);

    public static string SnakeCase(string name) => Capital().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Capital();
}
