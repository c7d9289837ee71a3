package dev.poemcp.emulator.site;

import dev.poemcp.emulator.control.PersistedQueries;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.query.CurrentQueries;
import dev.poemcp.emulator.query.PersistedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The external scripts of one state of the site, by path (docs/poe-protocol.md §8.3): a browser can run them. Operations
 * are in the app's chunk, in chunks that the build manifest lists for a page, and in chunks that only the webpack
 * runtime knows by number.
 */
final class ScriptBundle {
    private static final String DECOY_SCRIPT = "/assets/webapp-telemetry.js";
    private static final String APP = "pages/_app";
    private static final String INDEX = "pages/index";
    private static final String CHAT = "pages/chat/[chatCode]";
    private static final String CHATS = "pages/chats";
    private static final String BOT = "pages/[handle]";
    private static final String SETTINGS = "pages/settings";
    /** Used by several pages, so that the manifest and the runtime list it. */
    private static final String SHARED = "4021";

    private static final String DIALOGS = "1733";
    private static final String SHARING = "2951";
    private static final String OTHERS = "6420";
    private static final String FIRST_DECOYS = "118";
    private static final String SECOND_DECOYS = "9377";

    private static final Map<String, List<String>> OPERATIONS = Map.of(
            APP, List.of("subscribe", "cancel", "cancelMessage", "botChats"),
            INDEX, List.of("exploreBots", "categories", "search"),
            CHAT, List.of("chatPage", "chatMessages"),
            CHATS, List.of("chatHistory", "chatSearch"),
            BOT, List.of("botInfo", "userInfo", "setFollow"),
            SETTINGS, List.of("accountSettings", "setDefaultBot", "setDefaultPointLimit", "purge"),
            SHARED, List.of("sendMessage", "regenerate", "clearContext"),
            DIALOGS, List.of("deleteMessages", "deleteChat", "setTitle", "setContextOptimization"),
            SHARING, List.of("shareMessages", "sharePreview", "importChat", "messageInfo", "message"));

    private final BuildData build;
    private final PersistedQueries persisted;
    private final String base;
    private final UnaryOperator<String> digitsOf;
    private final Map<String, List<String>> artifacts = new TreeMap<>();
    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final List<String> pageScripts = new ArrayList<>();

    /**
     * Composes the scripts.
     *
     * @param revision of the build, for the folder of the manifest
     * @param digitsOf 16 digits for the file name of a chunk
     * @param appModule statements of the app's module
     */
    ScriptBundle(
            BuildData build,
            CurrentQueries queries,
            PersistedQueries persisted,
            String revision,
            UnaryOperator<String> digitsOf,
            String appModule) {
        this.build = build;
        this.persisted = persisted;
        this.base = build.assetPath().replace("{revision}", revision);
        this.digitsOf = digitsOf;
        for (var chunk : List.of(APP, INDEX, CHAT, CHATS, BOT, SETTINGS, SHARED, DIALOGS, SHARING, OTHERS)) {
            artifacts.put(chunk, new ArrayList<>());
        }
        newestByName(queries).forEach(this::publish);
        publishSubscriptions(queries);
        publishUnpersisted(queries);

        // Its name contains "app" but it has no secret, so that searching for "app" alone finds the wrong script.
        addToPage(DECOY_SCRIPT, "window.webappTelemetry=function(e){return e};");
        addToPage(base + "/" + revision.substring(0, 20) + "/_buildManifest.js", manifest());
        addToPage(base + "/chunks/webpack-" + digitsOf.apply("webpack") + ".js", runtime());
        addToPage(path(APP), chunk(APP, appModule));
        addToPage(path(INDEX), chunk(INDEX, ""));
        artifacts.keySet().forEach(name -> scripts.putIfAbsent(path(name), chunk(name, "")));
    }

    /** Paths of the scripts in the page, in order. */
    List<String> pageScripts() {
        return pageScripts;
    }

    /** The script at this decoded path. */
    Optional<String> script(String path) {
        return Optional.ofNullable(scripts.get(path));
    }

    private void addToPage(String path, String script) {
        scripts.put(path, script);
        pageScripts.add(path);
    }

    private static Map<String, PersistedQuery> newestByName(CurrentQueries queries) {
        var newest = new TreeMap<String, PersistedQuery>();
        queries.all().forEach(query -> newest.put(query.name(), query));
        return newest;
    }

    private void publish(String name, PersistedQuery query) {
        var artifact = RelayArtifact.of(query);
        if (persisted.isHidden(query.operation())) {
            artifact = artifact.withName("q" + digitsOf.apply(name) + "Query");
        }
        var form = RelayArtifact.Form.of(artifact.name());
        artifactsOf(chunkOf(query.operation())).add(artifact.script(form));
        var decoys = persisted.decoys(query.operation(), query.hash());
        if (!decoys.isEmpty()) {
            var more = new ArrayList<>(artifact.variables());
            more.add("isLegacyClient");
            artifactsOf(FIRST_DECOYS).add(artifact.withHash(decoys.get(0)).script(form));
            artifactsOf(SECOND_DECOYS)
                    .add(artifact.withHash(decoys.get(1)).withVariables(more).script(form));
        }
    }

    private void publishSubscriptions(CurrentQueries queries) {
        for (var subscription : build.subscriptions().values()) {
            if (!persisted.isHidden(subscription.name())) {
                var variables = subscription.keyed() ? List.of("chatId") : List.<String>of();
                artifactsOf(APP)
                        .add(RelayArtifact.ofSubscription(
                                        subscription.name(), queries.newestHash(subscription), variables)
                                .script(RelayArtifact.Form.PLAIN));
            }
        }
    }

    /** Artifacts without an id, which no client can send. */
    private void publishUnpersisted(CurrentQueries queries) {
        newestByName(queries).values().stream()
                .filter(query -> List.of("accountSettings", "chatPage").contains(query.operation()))
                .forEach(
                        query -> artifactsOf(OTHERS).add(RelayArtifact.of(query).unpersistedScript()));
    }

    private List<String> artifactsOf(String chunk) {
        return artifacts.computeIfAbsent(chunk, name -> new ArrayList<>());
    }

    private static String chunkOf(String operation) {
        return OPERATIONS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(operation))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OTHERS);
    }

    private String chunk(String name, String statements) {
        var number = isNumber(name) ? name : String.valueOf(100 + Math.floorMod(name.hashCode(), 800));
        return "(self.webpackChunk_N_E=self.webpackChunk_N_E||[]).push([[%1$s],{%1$s:function(e,t,n){%2$st.artifacts=[%3$s]}}%4$s]);"
                .formatted(
                        number,
                        statements,
                        String.join(",", artifactsOf(name)),
                        // The app's module runs immediately, as an entry.
                        name.equals(APP) ? ",function(n){n(" + number + ")}" : "");
    }

    /** Next.js's list of chunks by page; the shared one is a parameter, as its minifier does it. */
    private String manifest() {
        return ("self.__BUILD_MANIFEST=function(s){return{__rewrites:{afterFiles:[],beforeFiles:[],fallback:[]},"
                        + "\"/\":[\"%s\"],\"/_app\":[\"%s\"],\"/[handle]\":[\"%s\"],\"/chat/[chatCode]\":[s,\"%s\"],"
                        + "\"/chats\":[s,\"%s\"],\"/settings\":[\"%s\"],"
                        + "sortedPages:[\"/\",\"/_app\",\"/[handle]\",\"/chat/[chatCode]\",\"/chats\",\"/settings\"]}}"
                        + "(\"%s\"),self.__BUILD_MANIFEST_CB&&self.__BUILD_MANIFEST_CB();")
                .formatted(file(INDEX), file(APP), file(BOT), file(CHAT), file(CHATS), file(SETTINGS), file(SHARED));
    }

    private String runtime() {
        var lazy = artifacts.keySet().stream()
                .filter(name -> isNumber(name) && !name.equals(SHARED))
                .map(name -> name + ":\"" + digitsOf.apply(name) + "\"")
                .collect(Collectors.joining(","));
        return PageResource.read("runtime.js")
                .replace("$PUBLIC_PATH", base.substring(0, base.indexOf("/static") + 1))
                .replace("$SHARED_NUMBER", SHARED)
                .replace("$SHARED_FILE", file(SHARED))
                .replace("$FOLDER", base.substring(base.indexOf("static")))
                .replace("$FILES", lazy);
    }

    private String path(String chunk) {
        return base + "/chunks/" + fileName(chunk);
    }

    /** The chunk as the manifest and the runtime name it: below the folder of {@code static}, with brackets encoded. */
    private String file(String chunk) {
        var folder = base.substring(base.indexOf("static"));
        return folder + "/chunks/" + fileName(chunk).replace("[", "%5B").replace("]", "%5D");
    }

    private String fileName(String chunk) {
        var separator = isNumber(chunk) && !chunk.equals(SHARED) ? "." : "-";
        return chunk + separator + digitsOf.apply(chunk) + ".js";
    }

    private static boolean isNumber(String chunk) {
        return chunk.chars().allMatch(Character::isDigit);
    }
}
