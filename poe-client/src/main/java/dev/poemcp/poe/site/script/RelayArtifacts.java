package dev.poemcp.poe.site.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operations in a script ({@code params} with {@code id} and {@code name}), whatever the order and quotes of
 * the keys.
 * Every character is read a fixed number of times at most, so that no script can keep it busy. Source:
 * docs/poe-protocol.md §8.3.
 */
public final class RelayArtifacts {
    /** Of one script; the site's largest has about a hundred. */
    private static final int MAX_ARTIFACTS = 2_000;
    /** Between the definitions of the variables and {@code params}: the operation's selections. */
    private static final int MAX_DISTANCE = 60_000;

    /** Characters of {@code params}, and of the value of a variable. */
    private static final int MAX_VALUE = 4_096;

    private static final int MAX_VARIABLES = 60;
    /** Characters of a variable's name in a minified script. */
    private static final int MAX_VARIABLE = 8;

    private static final int NESTING = 3;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w{0,199}");
    private static final String PARAMS = "params";
    private static final String DEFINITIONS = "argumentDefinitions";

    private final String script;
    private final List<RelayArtifact> found = new ArrayList<>();

    private RelayArtifacts(String script) {
        this.script = script;
    }

    /** In the order of the script. */
    public static List<RelayArtifact> in(String script) {
        var artifacts = new RelayArtifacts(script);
        artifacts.find();
        return artifacts.found;
    }

    /** {@code params} of one artifact. */
    private record Params(@Nullable String id, @Nullable String name, int end) {}

    private void find() {
        int lastEnd = 0;
        int at = script.indexOf(PARAMS);
        while (at >= 0 && found.size() < MAX_ARTIFACTS) {
            var params = params(at + PARAMS.length());
            int next = script.indexOf(PARAMS, Math.max(params.end(), at + PARAMS.length()));
            var id = params.id();
            var name = params.name();
            if (id != null && name != null) {
                int from = Math.max(lastEnd, at - MAX_DISTANCE);
                int to = Math.min(next < 0 ? script.length() : next, params.end() + MAX_DISTANCE);
                found.add(new RelayArtifact(name, id, variables(name, from, at, params.end(), to)));
                lastEnd = params.end();
            }
            at = next;
        }
    }

    /** Reads {@code :{…}}; without id and name if this is something else. */
    private Params params(int start) {
        var cursor = new ScriptCursor(script, start, start + MAX_VALUE);
        String id = null;
        String name = null;
        if (!cursor.skip('"')) {
            cursor.skip('\'');
        }
        if (!cursor.skip(':') || !cursor.skip('{')) {
            return new Params(null, null, cursor.position());
        }
        while (!cursor.skip('}')) {
            String key = cursor.word();
            if (key == null || !cursor.skip(':')) {
                return new Params(null, null, cursor.position());
            }
            char next = cursor.peek();
            boolean isText = next == '"' || next == '\'';
            if (isText && key.equals("id")) {
                id = matching(cursor.word(), ID);
            } else if (isText && key.equals("name")) {
                name = matching(cursor.word(), NAME);
            } else if (!cursor.skipValue(NESTING)) {
                return new Params(null, null, cursor.position());
            }
            if (!cursor.skip(',') && cursor.peek() != '}') {
                return new Params(null, null, cursor.position());
            }
        }
        return new Params(id, name, cursor.position());
    }

    private static @Nullable String matching(@Nullable String text, Pattern pattern) {
        return text != null && pattern.matcher(text).matches() ? text : null;
    }

    /**
     * From the part of the artifact before its {@code params} or after it, whichever names the operation: the other one
     * may belong to a neighbor.
     */
    private @Nullable Set<String> variables(String name, int from, int before, int after, int to) {
        String preceding = script.substring(from, before);
        String following = script.substring(after, to);
        boolean isBefore = names(preceding, name) || !names(following, name);
        String region = isBefore ? preceding : following;
        int definitions = isBefore ? region.lastIndexOf(DEFINITIONS) : region.indexOf(DEFINITIONS);
        return definitions < 0 ? null : definitions(region, definitions);
    }

    /** Whether the text has the name as a whole word. */
    private static boolean names(String text, String name) {
        int at = text.indexOf(name);
        while (at >= 0) {
            boolean isWhole = (at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)))
                    && (at + name.length() == text.length()
                            || !Character.isJavaIdentifierPart(text.charAt(at + name.length())));
            if (isWhole) {
                return true;
            }
            at = text.indexOf(name, at + 1);
        }
        return false;
    }

    private static @Nullable Set<String> definitions(String region, int at) {
        var cursor = new ScriptCursor(region, at + DEFINITIONS.length(), region.length());
        if (!cursor.skip('"')) {
            cursor.skip('\'');
        }
        if (!cursor.skip(':')) {
            return null;
        }
        var values = assignedValues(region);
        var list = cursor.peek() == '[' ? cursor : value(cursor.word(), values, region);
        return list == null ? null : list(list, values, region);
    }

    /** Where the values of variables begin: a minifier moves what is used twice into a variable. */
    private static Map<String, Integer> assignedValues(String region) {
        Map<String, Integer> values = new HashMap<>();
        for (int equals = region.indexOf('='); equals >= 0; equals = region.indexOf('=', equals + 1)) {
            int start = equals;
            while (start > 0
                    && equals - start <= MAX_VARIABLE
                    && Character.isJavaIdentifierPart(region.charAt(start - 1))) {
                start--;
            }
            if (start < equals && equals - start <= MAX_VARIABLE) {
                values.putIfAbsent(region.substring(start, equals), equals + 1);
            }
        }
        return values;
    }

    private static @Nullable ScriptCursor value(@Nullable String variable, Map<String, Integer> values, String region) {
        Integer at = variable == null ? null : values.get(variable);
        return at == null ? null : new ScriptCursor(region, at, at + MAX_VALUE);
    }

    private static @Nullable Set<String> list(ScriptCursor cursor, Map<String, Integer> values, String region) {
        Set<String> names = new LinkedHashSet<>();
        if (!cursor.skip('[')) {
            return null;
        }
        while (!cursor.skip(']')) {
            var definition = cursor.peek() == '{' ? cursor : value(cursor.word(), values, region);
            String name = definition == null ? null : definition(definition);
            if (name == null || names.size() == MAX_VARIABLES) {
                return null;
            }
            names.add(name);
            cursor.skip(',');
        }
        return names;
    }

    private static @Nullable String definition(ScriptCursor cursor) {
        if (!cursor.skip('{')) {
            return null;
        }
        String name = null;
        while (!cursor.skip('}')) {
            String key = cursor.word();
            if (key == null || !cursor.skip(':')) {
                return null;
            }
            if (key.equals("name")) {
                name = cursor.word();
            } else if (!cursor.skipValue(NESTING)) {
                return null;
            }
            cursor.skip(',');
        }
        return name;
    }
}
