using Review.Data.Db;

namespace Review.Data.Ledger;

/// <summary>The ledger's statements in Data/Sql.</summary>
internal static class Statements
{
    public static readonly string Take = SqlFile.Statement("take");
    public static readonly string Look = SqlFile.Statement("look");
    public static readonly string Conflicts = SqlFile.Statement("conflicts");
    public static readonly string RecordDecision = SqlFile.Statement("record_decision");
    public static readonly string Deactivate = SqlFile.Statement("deactivate");
    public static readonly string CopySlicks = SqlFile.Statement("copy_slicks");
    public static readonly string InsertDrawn = SqlFile.Statement("insert_drawn");
    public static readonly string LockDecision = SqlFile.Statement("lock_decision");
    public static readonly string Reach = SqlFile.Statement("reach");
    public static readonly string Decisions = SqlFile.Statement("decisions");
    public static readonly string LastDecision = SqlFile.Statement("last_decision");
    public static readonly string LastUndo = SqlFile.Statement("last_undo");
    public static readonly string StandingUndos = SqlFile.Statement("standing_undos");
    public static readonly string NotTakenBack = SqlFile.Statement("not_taken_back");
    public static readonly string Unreplaced = SqlFile.Statement("unreplaced");
    public static readonly string Measure = SqlFile.Statement("measure");
    public static readonly string ImportedBefore = SqlFile.Statement("imported_before");
    public static readonly string Seal = SqlFile.Statement("seal");
    public static readonly string SealMarks = SqlFile.Statement("seal_marks");
    public static readonly string Head = SqlFile.Statement("head");
}
