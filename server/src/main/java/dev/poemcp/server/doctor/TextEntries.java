package dev.poemcp.server.doctor;

import dev.poemcp.server.hosts.ServerEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the servers in TOML and YAML by their lines, without a parser: good enough to see that poe-mcp is there. Only
 * simple lines are understood; whatever else a file has is left out, not guessed.
 */
final class TextEntries {
    private static final String TOML_NAME = "(\"[^\"]*\"|'[^']*'|[\\w-]+)\\s*";

    /** {@code [mcp_servers]}, {@code [mcp_servers.poe]}, {@code [mcp_servers."poe-mcp".env]}: the first two names. */
    private static final Pattern TOML_TABLE = Pattern.compile(
            "\\s*\\[\\[?\\s*" + TOML_NAME + "(?:\\.\\s*" + TOML_NAME + "(?:\\.[^]]*)?)?]]?\\s*(?:#.*)?",
            Pattern.DOTALL);

    private static final Pattern YAML_KEY = Pattern.compile("( *)(\"[^\"]*\"|'[^']*'|[^\\s#:'\"-][^:]*):(?: .*)?");

    private static final Pattern COMMAND = Pattern.compile(
            "\\s*(?:command\\s*=|cmd:\\s)\\s*(\"[^\"\\\\]*\"\\s*|'[^']*'\\s*|[^\\s\"'#\\[{|>&*!][^#]*+)(?:#.*)?",
            Pattern.DOTALL);

    private static final Pattern DISABLED =
            Pattern.compile("\\s*enabled\\s*[=:]\\s*false\\s*(?:#.*)?", Pattern.CASE_INSENSITIVE);

    /** A value that starts like a reference to another place is none. */
    private static final Pattern VARIABLE = Pattern.compile("\\b(POE_[A-Z_]+)[\"']?\\s*[=:]\\s*[\"']?([^\\s\"'$%{])?");

    private static final Pattern REMOTE = Pattern.compile("\\s*(?:url\\s*=|uri:).*");

    private TextEntries() {}

    /**
     * The servers of poe-mcp in a TOML file.
     *
     * @param key the table that has them
     */
    static List<ServerEntry> inToml(String text, String key) {
        List<Section> sections = new ArrayList<>();
        @Nullable Section current = null;
        for (String line : text.lines().toList()) {
            Matcher table = TOML_TABLE.matcher(line);
            if (table.matches()) {
                current = unquoted(table.group(1)).equals(key) ? sectionOf(table.group(2), current, sections) : null;
            } else if (current != null && !isComment(line)) {
                current.lines.add(line);
            }
        }
        return entries(sections);
    }

    /** The table of a server, or one below it; without a name, servers follow as inline tables or dotted keys. */
    private static Section sectionOf(@Nullable String name, @Nullable Section current, List<Section> sections) {
        String server = name == null ? "" : unquoted(name);
        if (current != null && current.name.equals(server)) {
            return current;
        }
        Section section = new Section(server);
        sections.add(section);
        return section;
    }

    /**
     * The servers of poe-mcp in a YAML file.
     *
     * @param key the top-level key that has them
     */
    static List<ServerEntry> inYaml(String text, String key) {
        List<Section> sections = new ArrayList<>();
        boolean inside = false;
        int indent = 0;
        for (String line : text.lines().toList()) {
            if (line.isBlank() || isComment(line)) {
                continue;
            }
            Matcher entry = YAML_KEY.matcher(line);
            boolean isKey = entry.matches();
            int depth = line.length() - line.stripLeading().length();
            if (depth == 0) {
                inside = isKey && unquoted(entry.group(2)).equals(key);
                indent = 0;
            } else if (inside && isKey && (indent == 0 || depth == indent)) {
                indent = depth;
                sections.add(new Section(unquoted(entry.group(2))));
            } else if (inside && !sections.isEmpty()) {
                sections.get(sections.size() - 1).lines.add(line);
            }
        }
        return entries(sections);
    }

    private static List<ServerEntry> entries(List<Section> sections) {
        return sections.stream()
                .filter(section -> ServerEntry.mentions(section.name)
                        || section.lines.stream().anyMatch(ServerEntry::mentions))
                .map(Section::entry)
                .toList();
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }

    private static String unquoted(String text) {
        String stripped = text.strip();
        boolean quoted = stripped.length() >= 2 && (stripped.startsWith("\"") || stripped.startsWith("'"));
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    /** The lines of one server. */
    private static final class Section {
        private final String name;
        private final List<String> lines = new ArrayList<>();

        Section(String name) {
            this.name = name;
        }

        ServerEntry entry() {
            Set<String> variables = new HashSet<>();
            Set<String> literals = new HashSet<>();
            for (String line : lines) {
                Matcher variable = VARIABLE.matcher(line);
                while (variable.find()) {
                    String found = variable.group(1);
                    variables.add(found);
                    if (variable.group(2) != null) {
                        literals.add(found);
                    }
                }
            }
            return new ServerEntry(
                    name,
                    command(),
                    List.of(),
                    null,
                    variables,
                    literals,
                    lines.stream().anyMatch(line -> DISABLED.matcher(line).matches()),
                    lines.stream().anyMatch(line -> REMOTE.matcher(line).matches()));
        }

        private @Nullable String command() {
            return lines.stream()
                    .map(COMMAND::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> unquoted(matcher.group(1)))
                    .filter(command -> !command.isBlank())
                    .findFirst()
                    .orElse(null);
        }
    }
}
