using System.Reflection;
using Microsoft.Extensions.Configuration;
using Review.Domain;
using Review.Domain.Detection.DarkSpot;

namespace Review.Data.Inference;

/// <summary>The dark-spot detector's parameters out of section <c>Detection:DarkSpot</c>.</summary>
internal static class DarkSpotSettings
{
    private const string Section = "Detection:DarkSpot";

    // As keys of settings are read.
    private const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <exception cref="RuleBrokenException">A name is unknown, a value is no number, or a list is too short or too long, or an arm is no
    /// length.</exception>
    public static DarkSpotParameters Read(IConfiguration settings)
    {
        var section = settings.GetSection(Section);
        var usual = new DarkSpotParameters();
        foreach (var given in section.GetChildren().Where(given => typeof(DarkSpotParameters).GetProperty(given.Key, AnyCase) is null))
        {
            throw Wrong($"{given.Key} is no parameter of it");
        }

        var parameters = Bind<DarkSpotParameters>(section) ?? usual;
        return Checked(
            parameters with
            {
                // Of a list the binder keeps what is usual, and adds what is given.
                BorderArmsPixels = Bind<List<int>>(section.GetSection(nameof(usual.BorderArmsPixels))) ?? usual.BorderArmsPixels,
                Weights = Bind<List<double>>(section.GetSection(nameof(usual.Weights))) ?? usual.Weights,
                DarkSideWeights = Bind<List<double>>(section.GetSection(nameof(usual.DarkSideWeights))) ?? usual.DarkSideWeights,
            }
        );
    }

    private static T? Bind<T>(IConfigurationSection section)
    {
        try
        {
            return section.Get<T>();
        }
        catch (InvalidOperationException wrong)
        {
            throw Wrong(wrong.Message.TrimEnd('.'));
        }
    }

    private static DarkSpotParameters Checked(DarkSpotParameters parameters) =>
        parameters switch
        {
            { BorderArmsPixels.Count: < 2 } => throw Wrong(
                $"{nameof(parameters.BorderArmsPixels)} has {Numbers(parameters.BorderArmsPixels.Count)}; it needs two at least"
            ),
            { BorderArmsPixels: var arms } when arms.Any(arm => arm < 1) => throw Wrong(
                $"{nameof(parameters.BorderArmsPixels)} has {arms.First(arm => arm < 1)}; an arm is 1 pixel or longer"
            ),
            { Weights.Count: not DarkSpotParameters.WeighedFeatures } => throw Wrong(
                $"{nameof(parameters.Weights)} has {Numbers(parameters.Weights.Count)}; it needs "
                    + $"{DarkSpotParameters.WeighedFeatures}, one for each feature"
            ),
            { DarkSideWeights.Count: not DarkSpotParameters.WeighedDarkSideFeatures } => throw Wrong(
                $"{nameof(parameters.DarkSideWeights)} has {Numbers(parameters.DarkSideWeights.Count)}; it needs "
                    + $"{DarkSpotParameters.WeighedDarkSideFeatures}, one for each feature"
            ),
            _ => parameters,
        };

    private static string Numbers(int count) => count == 1 ? "1 number" : $"{count} numbers";

    private static RuleBrokenException Wrong(string what) => new("model", $"The settings of {Section} cannot be used: {what}.");
}
