using Review.Domain.Slicks;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>The model's classes as rows, people's as columns, in the order of the class tree; classes that do not occur are left out.</summary>
internal sealed record AgreementTable(IReadOnlyList<SlickClass> Columns, IReadOnlyList<AgreementRow> Rows)
{
    public static AgreementTable Of(ModelAgreement agreement)
    {
        var cells = agreement.Cells.ToDictionary(cell => (cell.ModelClass, cell.Class), cell => cell.Slicks);
        var columns = SlickClass.All.Where(node => agreement.Cells.Any(cell => cell.Class == node.Id)).ToList();
        var rows = SlickClass
            .All.Where(node => agreement.Cells.Any(cell => cell.ModelClass == node.Id))
            .Select(model => new AgreementRow(model, [.. columns.Select(said => cells.GetValueOrDefault((model.Id, said.Id)))]))
            .ToList();
        return new AgreementTable(columns, rows);
    }
}

/// <param name="Counts">In the order of the columns.</param>
internal sealed record AgreementRow(SlickClass Model, IReadOnlyList<long> Counts)
{
    private const int DarkestPercent = 45;

    public long Total => Counts.Sum();

    /// <returns>How strongly the cell is shaded: its share of the row. Up to 45 %, on which text can still be read.</returns>
    public int ShadePercent(int column) => (int)Math.Round((double)Counts[column] / Total * DarkestPercent);

    /// <returns>How much of the row lies in the column, in percent.</returns>
    public int SharePercent(int column) => (int)Math.Round(100d * Counts[column] / Total);
}
