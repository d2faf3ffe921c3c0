using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Review.Data.Db;

/// <summary>
/// Keeps the keys that protect cookies in the database, so that every process accepts the others' cookies. Sealed by
/// <see cref="CookieKeyEncryptor"/>: one that lies there in the clear, from an earlier version or put there by somebody, is not believed.
/// </summary>
internal sealed class DataProtectionKeys(NpgsqlDataSource source) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = source.CreateCommand("select xml from data_protection_key");
        using var reader = command.ExecuteReader();
        var keys = new List<XElement>();
        while (reader.Read())
        {
            var element = XElement.Parse(reader.GetString(0));
            if (element.Name.LocalName != "key" || IsSealed(element))
            {
                keys.Add(element);
            }
        }

        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = source.CreateCommand(
            "insert into data_protection_key (name, xml) values ($1, $2) on conflict (name) do update set xml = excluded.xml"
        );
        command.Parameters.AddWithValue(friendlyName);
        command.Parameters.AddWithValue(element.ToString(SaveOptions.DisableFormatting));
        command.ExecuteNonQuery();
    }

    private static bool IsSealed(XElement key)
    {
        var secrets = key.Descendants().Where(each => each.Name.LocalName == "encryptedSecret").ToList();
        return secrets.Count > 0
            && secrets.TrueForAll(secret =>
                ((string?)secret.Attribute("decryptorType"))?.StartsWith(
                    $"{typeof(CookieKeyDecryptor).FullName},",
                    StringComparison.Ordinal
                ) == true
            )
            && !key.Descendants().Any(each => each.Name.LocalName == "masterKey");
    }
}
