package dev.poemcp.poe.site.page;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An HTML page of the site. Source: docs/poe-protocol.md §2.1, §5.1, §6.13. */
public final class SitePage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SCRIPT_START = Pattern.compile("<script\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCRIPT_END = Pattern.compile("</script\\s*+>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?<![\\w-])([\\w-]++)\\s*+=\\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
    private static final Pattern BUILD_ID =
            Pattern.compile("/_next/static/([\\w-]{8,64})/_(?:buildManifest|ssgManifest)");
    private static final Pattern REVISION_IN_PATH = Pattern.compile("/([0-9a-f]{40})/");
    private static final String CHANNEL = "\"tchannelData\":";
    private static final Pattern TITLE = Pattern.compile("<title[^>]{0,200}>([^<]*+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHALLENGE_TITLE = Pattern.compile(
            "<title[^>]{0,100}+>\\s{0,100}+(?:Just a moment|Attention Required)", Pattern.CASE_INSENSITIVE);

    private final String html;

    public SitePage(String html) {
        this.html = html;
    }

    public String html() {
        return html;
    }

    /** A script element; the source of an inline one is empty, as is the text of any other. */
    public record Script(String source, String type, String id, String text) {
        public boolean isInline() {
            return source.isEmpty();
        }
    }

    /** In document order. Takes linear time whatever the page holds, since it never goes back. */
    public List<Script> scripts() {
        List<Script> scripts = new ArrayList<>();
        var start = SCRIPT_START.matcher(html);
        var end = SCRIPT_END.matcher(html);
        int at = 0;
        while (start.find(at)) {
            int text = html.indexOf('>', start.end()) + 1;
            if (text == 0 || !end.find(text)) {
                break;
            }
            scripts.add(script(html.substring(start.end(), text - 1), html.substring(text, end.start())));
            at = end.end();
        }
        return scripts;
    }

    private static Script script(String attributes, String text) {
        String source = "";
        String type = "";
        String id = "";
        var attribute = ATTRIBUTE.matcher(attributes);
        while (attribute.find()) {
            var value = attribute.group(2) != null
                    ? attribute.group(2)
                    : attribute.group(3) != null ? attribute.group(3) : attribute.group(4);
            switch (attribute.group(1).toLowerCase(Locale.ROOT)) {
                case "src" -> source = value.replace("&amp;", "&");
                case "type" -> type = value;
                case "id" -> id = value;
                default -> {
                    // Other attributes do not matter.
                }
            }
        }
        return new Script(source, type, id, text);
    }

    /** The page's {@code __NEXT_DATA__}; a missing node if absent or broken. */
    public JsonNode nextData() {
        return scripts().stream()
                .filter(script -> script.id().equals("__NEXT_DATA__"))
                .findFirst()
                .map(script -> parse(script.text()))
                .orElse(MissingNode.getInstance());
    }

    /** The realtime channel's address, from the page's data or from a literal in its text. */
    public Optional<JsonNode> channelData() {
        var inData = nextData().findValue("tchannelData");
        if (inData != null && inData.isObject()) {
            return Optional.of(inData);
        }
        int at = html.indexOf(CHANNEL);
        if (at < 0) {
            return Optional.empty();
        }
        var literal = parse(html.substring(at + CHANNEL.length()));
        return literal.isObject() ? Optional.of(literal) : Optional.empty();
    }

    /** The build's id from URLs in the page; a fallback for the revision. */
    public Optional<String> buildId() {
        var inPath = REVISION_IN_PATH.matcher(html);
        if (inPath.find()) {
            return Optional.of(inPath.group(1));
        }
        var inData = nextData().path("buildId");
        if (inData.isTextual()) {
            return Optional.of(inData.textValue());
        }
        var manifest = BUILD_ID.matcher(html);
        return manifest.find() ? Optional.of(manifest.group(1)) : Optional.empty();
    }

    /** Whether the page's data shows that no one is signed in: its {@code viewer} is null or without a number. */
    public boolean showsNoViewer() {
        List<JsonNode> viewers = nextData().findValues("viewer");
        return !viewers.isEmpty() && viewers.stream().noneMatch(SitePage::isAccount);
    }

    /** Whether the page's data shows an account: a {@code viewer} with a number. */
    public boolean showsViewer() {
        return nextData().findValues("viewer").stream().anyMatch(SitePage::isAccount);
    }

    private static boolean isAccount(JsonNode viewer) {
        return viewer.hasNonNull("uid") || viewer.hasNonNull("poeUser");
    }

    /** Whether it is built like the site's pages: has their data, or loads their scripts. */
    public boolean isOfSite() {
        return nextData().isObject()
                || scripts().stream().anyMatch(script -> script.source().contains("/_next/"));
    }

    /** The title's text, however long; empty if there is none. */
    public String title() {
        var title = TITLE.matcher(html);
        return title.find() ? title.group(1).strip() : "";
    }

    /** Whether this may be Cloudflare's page; it is only together with the status of a refusal. */
    public boolean hasChallengeTitle() {
        return CHALLENGE_TITLE.matcher(html).find();
    }

    /** Reads the first JSON value of the text and ignores the rest. */
    private static JsonNode parse(String text) {
        try (var parser = JSON.createParser(text)) {
            JsonNode tree = JSON.readTree(parser);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JacksonException broken) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
