package dev.poemcp.server.opening;

import dev.poemcp.server.policy.ToolFilter;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.TakesFiles;
import dev.poemcp.tool.ToolTraits;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.WaitsForReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results that the build took from the server itself, as JSON: what a host asks first never changes while the program
 * is the same, save for the tools that the settings select.
 */
public final class PreparedAnswers {
    /**
     * The class that the build generates, with a key, a tab and JSON in each of its lines. Not a resource: to read one,
     * the JVM first reads the index of the program's jar, which takes longer than all the rest.
     */
    public static final String CLASS = "dev.poemcp.server.opening.PreparedLines";

    /** Its field, an array of strings. */
    public static final String FIELD = "LINES";

    /**
     * First field of the lines with a tool: its traits follow, then its entry in {@code tools/list}, then {@code _meta}
     * for a client that shows views, if it has a view.
     */
    public static final String TOOL = "tool";

    /** Where the tools belong in the result of {@code tools/list}. */
    public static final String NO_TOOLS = "\"tools\":[]";

    private final Map<String, String> results;
    private final String tools;
    private final String toolsWithViews;

    private PreparedAnswers(Map<String, String> results, String tools, String toolsWithViews) {
        this.results = results;
        this.tools = tools;
        this.toolsWithViews = toolsWithViews;
    }

    /**
     * @param localFiles whether any folder is allowed for attachments
     * @param replyWait default of {@code wait_seconds}
     * @param sandbox whether Poe is the embedded emulator
     */
    public static PreparedAnswers read(ToolFilter filter, boolean localFiles, Duration replyWait, boolean sandbox) {
        var results = new HashMap<String, String>();
        var tools = new StringBuilder();
        var toolsWithViews = new StringBuilder();
        var prefix = prefix(sandbox);
        for (var line : lines()) {
            var fields = line.split("\t", -1);
            if (fields[0].equals(TOOL)) {
                var traits = new ToolTraits(
                        fields[1],
                        Toolset.valueOf(fields[2]),
                        Boolean.parseBoolean(fields[3]),
                        Access.valueOf(fields[4]));
                if (filter.whyHidden(traits).isEmpty()) {
                    var tool = described(fields[5], localFiles, replyWait);
                    var separator = tools.isEmpty() ? "" : ",";
                    tools.append(separator).append(tool);
                    toolsWithViews.append(separator).append(withMeta(tool, fields[6]));
                }
            } else if (fields[0].startsWith(prefix)) {
                results.put(fields[0].substring(prefix.length()), fields[1]);
            }
        }
        return new PreparedAnswers(results, tools.toString(), toolsWithViews.toString());
    }

    private static String withMeta(String tool, String meta) {
        return meta.isEmpty() ? tool : tool.substring(0, tool.length() - 1) + ",\"_meta\":" + meta + "}";
    }

    /** None if the program was not built by the build; then it answers nothing here. */
    private static String[] lines() {
        try {
            return (String[]) Class.forName(CLASS).getField(FIELD).get(null);
        } catch (ReflectiveOperationException e) {
            return new String[0];
        }
    }

    /** Of the keys of results. */
    public static String prefix(boolean sandbox) {
        return sandbox ? "sandbox:" : "poe:";
    }

    /** Arguments that depend on the configuration are described as it allows them. */
    private static String described(String tool, boolean localFiles, Duration replyWait) {
        var waiting = replyWait.toSeconds() == WaitsForReply.DEFAULT_SECONDS
                ? tool
                : tool.replace(
                        quoted(WaitsForReply.WAIT_SECONDS), quoted(WaitsForReply.waitSeconds(replyWait.toSeconds())));
        return localFiles ? waiting : waiting.replace(quoted(TakesFiles.FILES), quoted(TakesFiles.URLS_ONLY));
    }

    /** These texts have nothing to escape. */
    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /**
     * A response line.
     *
     * @param id as JSON
     * @param key of the result
     * @param views whether the client shows views
     * @return null if there is no such result
     */
    byte @Nullable [] response(String id, String key, boolean views) {
        var result = results.get(key);
        if (result == null) {
            return null;
        }
        var withTools = result.replace(NO_TOOLS, "\"tools\":[" + (views ? toolsWithViews : tools) + "]");
        return ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + withTools + "}\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
