using System.CommandLine;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe completion: a script that lets a shell ask the tool itself.</summary>
internal static class CompletionVerb
{
    // Each script asks "mixpe [suggest:POSITION] LINE", LINE without the program's name.
    private const string Bash = """
        # mixpe completion for bash: eval "$(mixpe completion bash)"
        _mixpe_complete() {
          local line="${COMP_LINE#* }" word="${COMP_WORDS[COMP_CWORD]}"
          local point=$(( COMP_POINT - ${#COMP_LINE} + ${#line} ))
          local IFS=$'\n'
          COMPREPLY=( $(compgen -W "$(mixpe "[suggest:${point}]" "${line}" 2>/dev/null)" -- "${word}") )
        }
        complete -o default -F _mixpe_complete mixpe
        """;

    private const string Zsh = """
        #compdef mixpe
        # mixpe completion for zsh: eval "$(mixpe completion zsh)"
        _mixpe_complete() {
          local line="${BUFFER#* }"
          local point=$(( CURSOR - ${#BUFFER} + ${#line} ))
          local -a found
          found=("${(@f)$(mixpe "[suggest:${point}]" "${line}" 2>/dev/null)}")
          compadd -- ${found}
          _files
        }
        compdef _mixpe_complete mixpe
        """;

    private const string Fish = """
        # mixpe completion for fish: mixpe completion fish | source
        function __mixpe_complete
          set -l line (string replace -r '^\S+\s+' '' -- (commandline -cp))
          mixpe "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c mixpe -a '(__mixpe_complete)'
        """;

    /// <summary>Creates the verb.</summary>
    public static Verb Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish.", HelpName = "SHELL" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Prints a script that completes mixpe's command lines.");
        command.Arguments.Add(shell);
        command.SetAction(parsed =>
        {
            var script = parsed.GetRequiredValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            };
            parsed.InvocationConfiguration.Output.WriteLine(script);
            return ExitCode.Done;
        });
        return new Verb(command, "mixpe completion bash");
    }
}
