package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/session.svg, the terminal session in the README: real output of the program. */
final class TerminalSessionIT {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("ask", "--sandbox", "-b", "Assistant", "Three names for a sailing blog?"),
            List.of("install", "--print", "cursor"));

    @Test
    void picture_showsWhatTheProgramPrints() throws Exception {
        var picture = new TerminalPicture();
        for (List<String> command : COMMANDS) {
            CommandsIT.CommandResult result = CommandsIT.run(Launch.server()
                    .jvmFlag("-Dpoe-mcp.launcher=/home/you/poe-mcp/poe-mcp")
                    .arguments(command.toArray(String[]::new)));
            assertEquals(0, result.code(), result::toString);
            picture.command("./poe-mcp " + String.join(" ", quoted(command)));
            // On a terminal the two streams are one; the label of the sandbox comes first.
            String errors = StableText.of(result.stderr());
            int label = errors.startsWith("SANDBOX") ? errors.indexOf('\n') + 1 : 0;
            picture.output(errors.substring(0, label));
            picture.output(result.stdout());
            picture.output("\n" + errors.substring(label).stripLeading());
        }

        GeneratedDocument.assertCurrent(
                "session.svg", picture.svg("poe-mcp asks a bot and prints the snippet of a host"));
    }

    private static List<String> quoted(List<String> command) {
        return command.stream()
                .map(word -> word.contains(" ") ? '"' + word + '"' : word)
                .toList();
    }
}
