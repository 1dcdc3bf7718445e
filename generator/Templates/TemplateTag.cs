namespace MixPe.Generator.Templates;

/// <summary>One <c>{{…}}</c> of a template.</summary>
/// <param name="Start">Index of its first brace.</param>
/// <param name="End">Index after its last brace.</param>
/// <param name="Line">Line of its first brace, from 1.</param>
/// <param name="Content">What stands between the braces, without <c>~</c> and outer blanks.</param>
internal readonly record struct TemplateTag(int Start, int End, int Line, string Content);
