package dev.poemcp.server.hosts;

import dev.poemcp.server.settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server as a host's file has it. Of the environment it holds the names only, so that no value can get into a text.
 *
 * @param name the server's name in the host
 * @param command the program that the host starts; null for none
 * @param arguments the program's arguments; may contain secrets, so they are not printed
 * @param workingDirectory null for the host's own
 * @param variables names of the environment that the host sets
 * @param literals those of them whose value is in the file, and not a reference to another place
 * @param disabled whether the host does not start it
 * @param remote whether the host connects to a URL instead
 */
public record ServerEntry(
        String name,
        @Nullable String command,
        List<String> arguments,
        @Nullable String workingDirectory,
        Set<String> variables,
        Set<String> literals,
        boolean disabled,
        boolean remote) {
    private static final String PROGRAM = "poe-mcp";

    private static final Pattern OWN_JAR = Pattern.compile("poe-mcp[\\w.+-]*\\.jar", Pattern.CASE_INSENSITIVE);

    /** The name that Maven gives the jar. Other servers have such a jar, too. */
    private static final Pattern BUILT_JAR = Pattern.compile("server-[\\w.+-]*\\.jar", Pattern.CASE_INSENSITIVE);

    /** An option, a URL or a whole command line. */
    private static final Pattern NO_PATH = Pattern.compile("^-|://|\\s-");

    private static final List<String> CREDENTIALS = Stream.of(
                    Setting.P_B, Setting.P_LAT, Setting.FORMKEY, Setting.API_KEY)
            .map(Setting::variable)
            .toList();

    /** A value that starts like a reference to another place is none. */
    private static final Pattern ASSIGNED_CREDENTIAL =
            Pattern.compile("\\b(" + String.join("|", CREDENTIALS) + ")=[\"']?[^\\s\"'$%{]");

    /** Whether a text names this program. */
    public static boolean mentions(String text) {
        return text.toLowerCase(Locale.ROOT).contains(PROGRAM);
    }

    /** Whether this is an entry of poe-mcp. */
    public boolean startsPoeMcp() {
        return mentions(name)
                || (command != null && mentions(command))
                || arguments.stream().anyMatch(ServerEntry::mentions)
                || jar().isPresent();
    }

    /** The argument that names the jar of poe-mcp. */
    public Optional<String> jar() {
        return arguments.stream()
                .filter(argument -> !NO_PATH.matcher(argument).find())
                .filter(this::isJar)
                .findFirst();
    }

    private boolean isJar(String argument) {
        String file = fileName(argument);
        return OWN_JAR.matcher(file).matches()
                || (BUILT_JAR.matcher(file).matches() && (isOfPoe(argument) || isOfPoe(name) || setsPoeVariable()));
    }

    private static boolean isOfPoe(String text) {
        return text.toLowerCase(Locale.ROOT).contains("poe");
    }

    private boolean setsPoeVariable() {
        return variables.stream().anyMatch(variable -> variable.startsWith("POE_"));
    }

    /** Names of Poe's credentials whose values are in the file, in its variables or on its command line. */
    public Set<String> exposedCredentials() {
        Set<String> exposed = new TreeSet<>();
        CREDENTIALS.stream().filter(literals::contains).forEach(exposed::add);
        Stream.concat(Stream.ofNullable(command), arguments.stream()).forEach(text -> {
            Matcher matcher = ASSIGNED_CREDENTIAL.matcher(text);
            while (matcher.find()) {
                exposed.add(matcher.group(1));
            }
        });
        return exposed;
    }

    /** What is after the last separator of either kind. */
    public static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
