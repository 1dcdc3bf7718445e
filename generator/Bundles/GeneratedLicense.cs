namespace MixPe.Generator.Bundles;

/// <summary>The licence of generated files: none of their users owes anything.</summary>
public static class GeneratedLicense
{
    /// <summary>SPDX identifier for the head of generated files.</summary>
    public const string Spdx = "0BSD";

    /// <summary>The licence's text, LF line ends.</summary>
    public const string Text = """
        The files of this bundle are generated. Nobody who uses them owes anything: no fee, no notice, no source.

        BSD Zero Clause License (SPDX: 0BSD)

        Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is
        hereby granted.

        THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE
        INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
        ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE,
        DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN
        CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.

        """;
}
