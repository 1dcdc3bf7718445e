using MixPe.Generator.Designs;

namespace MixPe.Flow.Yaml;

/// <summary>The rules of a file's form, in the words of whoever reads it.</summary>
/// <param name="Yaml">The file is YAML.</param>
/// <param name="Plain">Nothing of YAML's machinery is used.</param>
/// <param name="Known">Keys are known words.</param>
/// <param name="Once">A key stands once.</param>
internal sealed record YamlRules(DesignRule Yaml, DesignRule Plain, DesignRule Known, DesignRule Once);
