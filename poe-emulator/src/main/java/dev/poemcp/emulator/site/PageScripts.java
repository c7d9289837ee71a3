package dev.poemcp.emulator.site;

import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.query.PersistedQuery;
import dev.poemcp.emulator.world.IdGenerator;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The scripts of the site's page (docs/poe-protocol.md §2 and §8.3): an inline one that yields the formkey in a browser
 * and a decoy elsewhere, and the chunks that contain the window's secret, the revision and the query hashes.
 */
final class PageScripts {
    static final String GETTER = "ereNdsRqhp2Rd3LEW";
    private static final String SIGNER = "bR8qjbJA8tZobI7Iu";
    private static final String DECOY_CHUNK = "/assets/webapp-telemetry.js";

    private final BuildData build;
    private final String revision;
    private final SiteBehavior behavior;
    private final String secretName;
    private final String secret;
    private final String seededFunction;
    private final String decoy;
    private final Map<String, String> chunks = new TreeMap<>();
    private final List<String> scriptPaths = new ArrayList<>();

    PageScripts(BuildData build, IdGenerator ids, String revision, SiteBehavior behavior) {
        this.build = build;
        this.revision = revision;
        this.behavior = behavior;
        this.secretName = "_" + ids.code(10);
        this.secret = ids.code(10);
        this.seededFunction = "q" + ids.code(15);
        this.decoy = ids.hex(34);
        var base = build.assetPath().replace("{revision}", revision);
        var manifest = base + "/" + revision.substring(0, 20) + "/_buildManifest.js";
        var webpack = base + "/chunks/webpack-" + ids.hex(16) + ".js";
        var app = base + "/chunks/pages/_app-" + ids.hex(16) + ".js";
        var index = base + "/chunks/pages/index-" + ids.hex(16) + ".js";
        // Its name contains "app" but it has no secret, so that searching for "app" alone finds the wrong script.
        chunks.put(DECOY_CHUNK, "window.webappTelemetry=function(e){return e};");
        chunks.put(manifest, manifest(app, index));
        chunks.put(
                webpack,
                "!function(){\"use strict\";var e={};e.u=function(n){return \"static/chunks/\"+n+\".js\"}}();");
        chunks.put(app, appChunk());
        chunks.put(index, queriesChunk());
        scriptPaths.addAll(List.of(DECOY_CHUNK, manifest, webpack, app, index));
    }

    /** Paths of the scripts in the page, in order. */
    List<String> scriptPaths() {
        return scriptPaths;
    }

    Optional<String> chunk(String path) {
        return Optional.ofNullable(chunks.get(path));
    }

    /** Inline scripts in order, for the page's seed. */
    List<String> inline(String seed) {
        var call = "window." + seededFunction + "(\"" + seed + "\");";
        return build.seededCallAlone() ? List.of(formkeyScript(""), call) : List.of(formkeyScript(call));
    }

    private String formkeyScript(String call) {
        var positions = build.formkeyPositions().stream().map(String::valueOf).collect(Collectors.joining(","));
        return ("(function(){var w=[%s],k=\"\";"
                        + "window.%s=function(s){var p=[%s],r=\"\";for(var i=0;i<p.length;i++){r+=s.charAt(p[i])}k=r;return %s};"
                        + "window.%s=function(){return window[w[0]]&&window[w[1]]&&window[w[1]][w[2]]"
                        + "&&typeof process===\"undefined\"&&typeof QuickJS===\"undefined\""
                        + "&&window[w[3]]===w[4]?%s:w[5]};%s"
                        + "window.%s=function(f,k,p){%s};%s})();")
                .formatted(
                        quoted(List.of("document", "navigator", "userAgent", secretName, secret, decoy)),
                        seededFunction,
                        positions,
                        keyExpression(),
                        GETTER,
                        getterResult(),
                        delayLoop(),
                        SIGNER,
                        signerBody(),
                        call);
    }

    /** The expression of the key {@code k} that the page's functions return. */
    private String keyExpression() {
        return switch (behavior.getterResult()) {
            case USUAL -> "k";
            case LONGER -> "(k+\"-x.v2.qwertyuiop\")";
            case SHORTER -> "k.slice(0,20)";
            case NOT_HEX -> "k.replace(/./g,\"z\").slice(0,32)";
        };
    }

    /** The expression that the getter returns in a browser. */
    private String getterResult() {
        var result = keyExpression();
        return behavior.getterRounds() == 0 ? result : "(m()," + result + ")";
    }

    /** The loop that makes the getter slow. */
    private String delayLoop() {
        var rounds = behavior.getterRounds();
        return rounds == 0 ? "" : "function m(){for(var z=0,q=7;z<" + rounds + ";z++){q=(q*31+z)%65521}return q}";
    }

    private String signerBody() {
        var swap = build.tagSwap();
        var digest = "var t=f(p+k+\"" + build.tagSalt() + "\")";
        return swap.isEmpty()
                ? digest + ";return t"
                : digest
                        + ".split(\"\"),x=t[%1$d];t[%1$d]=t[%2$d];t[%2$d]=x;return t.join(\"\")"
                                .formatted(swap.get(0), swap.get(1));
    }

    private String appChunk() {
        var subscriptions = build.subscriptions().values().stream()
                .map(subscription -> artifact(
                        "subscriptions_" + subscription.name() + "_Subscription",
                        // A browser sends the newest hash of its own build.
                        subscription.selections().keySet().stream()
                                .sorted()
                                .findFirst()
                                .orElseThrow(),
                        "subscription"))
                .collect(Collectors.joining(","));
        return "(self.webpackChunk_N_E=self.webpackChunk_N_E||[]).push([[888],{1:function(e,t,n){"
                + "let useFormkeyDecode=()=>{(0,n.useEffect)(()=>{window." + secretName + "=\"" + secret + "\"},[])};"
                + "let g=\"" + GETTER + "\";function setClientFormkey(){return window[g]().slice(0,32)}"
                + "function getAPISig(f,k,p){return window." + SIGNER + "(f,k,p)}"
                + "t.headers={\"poe-revision\":\"" + revision + "\"};t.subscriptions=[" + subscriptions + "]}}]);";
    }

    private String queriesChunk() {
        var newest = new TreeMap<String, PersistedQuery>();
        build.queries().forEach(query -> newest.put(query.name(), query));
        return "(self.webpackChunk_N_E=self.webpackChunk_N_E||[]).push([[405],{2:function(e,t,n){t.queries=["
                + newest.values().stream()
                        .map(query -> artifact(lowerFirst(query.name()), query.hash(), query.kind()))
                        .collect(Collectors.joining(","))
                + "]}}]);";
    }

    private static String artifact(String name, String hash, String kind) {
        return "{fragment:{},kind:\"Request\",operation:{},params:{id:\"" + hash + "\",metadata:{},name:\"" + name
                + "\",operationKind:\"" + kind + "\",text:null},hash:\"" + foldedHash(hash) + "\"}";
    }

    /** The 32 digits next to each id, which clients must not send. */
    private static String foldedHash(String hash) {
        var bytes = HexFormat.of().parseHex(hash);
        return IntStream.range(0, 16)
                .mapToObj(i -> String.format("%02x", (bytes[i] ^ bytes[i + 16]) & 0xff))
                .collect(Collectors.joining());
    }

    private static String manifest(String app, String index) {
        return "self.__BUILD_MANIFEST={\"/\":[\"static" + tail(index) + "\"],\"/_app\":[\"static" + tail(app)
                + "\"]},self.__BUILD_MANIFEST_CB&&self.__BUILD_MANIFEST_CB();";
    }

    private static String tail(String path) {
        return path.substring(path.indexOf("/chunks/"));
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(","));
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
