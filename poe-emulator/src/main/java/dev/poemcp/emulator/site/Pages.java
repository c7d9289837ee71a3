package dev.poemcp.emulator.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.channel.Channels;
import dev.poemcp.emulator.control.PageForm;
import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.world.Bot;
import dev.poemcp.emulator.world.Message.Author;
import dev.poemcp.emulator.world.Share;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The site's HTML: home page, login page, share pages (docs/poe-protocol.md §2.1, §6.13). */
final class Pages {
    /** Escapes non-ASCII characters, as the site does in some pages. */
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final BuildData build;
    private final Session session;
    private final Channels channels;
    private final World world;
    private final PageScripts scripts;
    private final String revision;
    private final WorldJson json;
    private final Map<String, Operation> operations;
    private final SiteBehavior behavior;

    Pages(
            BuildData build,
            Session session,
            Channels channels,
            World world,
            WorldJson json,
            Map<String, Operation> operations,
            PageScripts scripts,
            String revision,
            SiteBehavior behavior) {
        this.build = build;
        this.session = session;
        this.channels = channels;
        this.world = world;
        this.scripts = scripts;
        this.revision = revision;
        this.json = json;
        this.operations = operations;
        this.behavior = behavior;
    }

    /** The home page for a browser under this origin; for guests its viewer is null. */
    SiteResponse home(String origin, boolean signedIn) {
        return page(origin, "/", "Poe", Nodes.of("viewer", viewer(signedIn)));
    }

    /** The page of a chat with its newest messages, as in the page's own query; 404 if there is no such chat. */
    SiteResponse chat(String origin, String code, boolean signedIn) {
        var data = runQuery("chatPage", Nodes.object().put("chatCode", code), signedIn);
        var title = data.at("/chatOfCode/title").asText("Poe");
        var page = page(origin, "/chat/[chatCode]", title, data);
        return data.path("chatOfCode").isObject() ? page : SiteResponse.of(404, page.headers(), page.body());
    }

    /** The page that lists the chats with the newest activity. */
    SiteResponse chats(String origin, boolean signedIn) {
        return page(
                origin,
                "/chats",
                "Chats - Poe",
                runQuery("chatHistory", Nodes.object().put("count", 50), signedIn));
    }

    /** A bot's public page, which contains its id; a handle in another case redirects to the right one. */
    SiteResponse bot(String origin, Bot bot, String handle, boolean signedIn) {
        if (!bot.handle().equals(handle)) {
            return SiteResponse.of(307, Map.of("Location", "/" + bot.handle()), new byte[0]);
        }
        var data = Nodes.object();
        data.putObject("bot")
                .put("botId", bot.botId())
                .put("handle", bot.handle())
                .put("displayName", bot.facts().displayName());
        data.set("viewer", viewer(signedIn));
        return page(origin, "/[handle]", bot.facts().displayName(), data);
    }

    /** The bot whose page is at this path, ignoring case. */
    Optional<Bot> botAt(String path) {
        synchronized (world) {
            return world.bots().stream()
                    .filter(bot -> path.equalsIgnoreCase("/" + bot.handle()))
                    .findFirst();
        }
    }

    /** The result of the newest query of this operation; for guests its entity is null. */
    private ObjectNode runQuery(String operation, ObjectNode variables, boolean signedIn) {
        var query = build.newest(operation).orElseThrow();
        var root = query.selection().root();
        synchronized (world) {
            var caller = new Operation.Caller(Optional.empty(), List.of());
            var all = signedIn
                    ? Objects.requireNonNull(operations.get(operation)).run(new Variables(variables), caller)
                    : Nodes.of(root, null);
            var data = (ObjectNode) query.selection().of(all);
            data.set("viewer", signedIn ? json.viewerId() : null);
            return data;
        }
    }

    private @Nullable ObjectNode viewer(boolean signedIn) {
        synchronized (world) {
            return signedIn ? json.viewerId() : null;
        }
    }

    /**
     * A page of the site with its scripts and data.
     *
     * @param mainQuery the result of the page's own query, for {@code __NEXT_DATA__} (docs/poe-protocol.md §6.16)
     */
    private SiteResponse page(String origin, String route, String title, ObjectNode mainQuery) {
        var form = behavior.page();
        return switch (form) {
            case COMPLETE, NO_FORMKEY_SCRIPT ->
                scriptedPage(origin, route, title, mainQuery, form == PageForm.COMPLETE);
            case NO_SCRIPTS ->
                SiteResponse.page("<!DOCTYPE html><html lang=\"en\"><head><title>" + escaped(title)
                        + "</title></head><body><div id=\"__next\"></div></body></html>");
            case CAPTIVE_PORTAL -> SiteResponse.page(PageResource.read("portal.html"));
            case EMPTY -> SiteResponse.page("");
        };
    }

    private SiteResponse scriptedPage(
            String origin, String route, String title, ObjectNode mainQuery, boolean formkeyScript) {
        var data = Nodes.object();
        var pageProps = data.putObject("props").putObject("pageProps");
        pageProps.putObject("data").set("mainQuery", mainQuery);
        if (build.channelInPage() && behavior.channelInPage()) {
            pageProps.set("tchannelData", channels.describe(channels.open()));
        }
        data.put("page", route).put("buildId", revision);
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><title>" + escaped(title) + "</title>");
        html.append(inline("function theme(){document.documentElement.dataset.theme=\"light\"}theme();"));
        if (formkeyScript) {
            scripts.inline(session.pageSeed()).forEach(text -> html.append(inline(text)));
        }
        var base = build.scriptsAbsolute() ? origin : "";
        scripts.scriptPaths()
                .forEach(path ->
                        html.append("<script src=\"").append(base).append(path).append("\" defer=\"\"></script>"));
        return SiteResponse.page(html.append("</head><body><div id=\"__next\"></div>")
                .append(behavior.announcement().isEmpty() ? "" : "<p>" + escaped(behavior.announcement()) + "</p>")
                .append(nextData(data))
                .append("</body></html>")
                .toString());
    }

    SiteResponse login() {
        return SiteResponse.page("""
                <!DOCTYPE html><html><head><title>Login - Poe</title></head><body><div id="__next">
                <form method="post" action="/login">
                <label>E-mail <input name="email" type="email" autocomplete="email"></label>
                <button>Go</button>
                </form></div></body></html>
                """);
    }

    /** The page of a share; bots are under {@code nickname}, not always the right one first. */
    SiteResponse share(String code) {
        Optional<Share> share;
        synchronized (world) {
            share = world.share(code);
        }
        return share.map(found -> SiteResponse.page(sharePage(found)))
                .orElseGet(() ->
                        SiteResponse.text(404, "text/html", "<!DOCTYPE html><html><body>Not found</body></html>"));
    }

    private String sharePage(Share share) {
        var data = Nodes.object();
        var props = data.putObject("props").putObject("pageProps");
        var nicknames = share.nicknames();
        var related = props.putArray("relatedBots");
        nicknames.stream()
                .limit(Math.max(0, nicknames.size() - 1))
                .forEach(name -> related.addObject().put("nickname", name));
        var shared = props.putObject("chatShare").put("shareCode", share.code());
        var messages = shared.putArray("messages");
        for (var message : share.messages()) {
            var node = messages.addObject().put("text", message.text());
            var byBot = message.author() == Author.BOT;
            node.put("author", byBot ? share.bot().facts().nickname() : "human");
            node.set("attachments", json.attachments(message.attachments()));
            if (byBot && !nicknames.isEmpty()) {
                node.putObject("bot")
                        .put("nickname", nicknames.get(nicknames.size() - 1))
                        .put("displayName", share.bot().facts().displayName());
            }
        }
        return "<!DOCTYPE html><html><head><title>Shared chat</title></head><body>"
                + share.messages().stream()
                        .map(message -> "<p>" + escaped(message.text()) + "</p>")
                        .collect(Collectors.joining())
                + nextData(data) + "</body></html>";
    }

    private static String inline(String script) {
        return "<script>" + script + "</script>";
    }

    private static String nextData(ObjectNode data) {
        try {
            var json = ESCAPING.writeValueAsString(data).replace("<", "\\u003c");
            return "<script id=\"__NEXT_DATA__\" type=\"application/json\">" + json + "</script>";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts can always be written", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
