package dev.poemcp.server.cli;

import dev.poemcp.poe.text.NearestName;
import dev.poemcp.server.settings.Setting;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes a command line error in one sentence, with the closest valid name. */
final class UsageError {
    private UsageError() {}

    static String sentence(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return withPeriod(String.valueOf(e.getMessage()));
        }
        // Only the name: the value may be a credential.
        var given = unmatched.getUnmatched().get(0).split("=", 2)[0];
        var secret = secretFor(given);
        if (secret != null) {
            return "There is no option " + given + ": a credential on a command line can be read by every process; set "
                    + secret.variable() + " instead.";
        }
        var isOption = given.startsWith("-");
        return (isOption ? "There is no option " : "There is no command or argument ") + "\"" + given + "\"."
                + NearestName.of(given, names(e.getCommandLine(), isOption))
                        .map(near -> " Did you mean " + near + "?")
                        .orElse("");
    }

    private static @Nullable Setting secretFor(String option) {
        var name = option.replaceFirst("^-+", "")
                .replaceFirst("^poe-", "")
                .replace('-', '_')
                .toUpperCase(Locale.ROOT);
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.secret() && setting.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Set<String> names(CommandLine line, boolean options) {
        if (!options) {
            return line.getSubcommands().keySet();
        }
        var names = new HashSet<String>();
        line.getCommandSpec().options().forEach(option -> names.addAll(Arrays.asList(option.names())));
        return names;
    }

    private static String withPeriod(String sentence) {
        return sentence.matches("(?s).*[.?]") ? sentence : sentence + ".";
    }
}
