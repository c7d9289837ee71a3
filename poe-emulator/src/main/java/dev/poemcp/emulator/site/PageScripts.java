package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.control.Controls;
import dev.poemcp.emulator.control.PersistedQueries;
import dev.poemcp.emulator.control.RequestSigning;
import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.query.CurrentQueries;
import dev.poemcp.emulator.world.IdGenerator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The scripts of the site's page (docs/poe-protocol.md §2 and §8.3): an inline one that yields the formkey in a browser
 * and a decoy elsewhere, and the chunks that contain the window's secret, the revision and the query hashes.
 */
final class PageScripts {
    static final String GETTER = "ereNdsRqhp2Rd3LEW";
    private static final String SIGNER = "bR8qjbJA8tZobI7Iu";

    private final BuildData build;
    private final CurrentQueries queries;
    private final PersistedQueries persisted;
    private final RequestSigning signing;
    private final String revision;
    private final SiteBehavior behavior;
    private final String secretName;
    private final String secret;
    private final String seededFunction;
    private final String decoy;
    private final String chunkSeed;
    private int bundleVersion;
    private ScriptBundle bundle;

    PageScripts(BuildData build, CurrentQueries queries, Controls controls, IdGenerator ids, String revision) {
        this.build = build;
        this.queries = queries;
        this.persisted = controls.queries();
        this.signing = controls.signing();
        this.revision = revision;
        this.behavior = controls.behavior();
        this.secretName = "_" + ids.code(10);
        this.secret = ids.code(10);
        this.seededFunction = "q" + ids.code(15);
        this.decoy = ids.hex(34);
        this.chunkSeed = ids.hex(48);
        this.bundleVersion = version();
        this.bundle = new ScriptBundle(build, queries, persisted, revision, this::digits, appModule());
    }

    /** Paths of the scripts in the page, in order. */
    List<String> scriptPaths() {
        return bundle().pageScripts();
    }

    Optional<String> chunk(String path) {
        return bundle().script(path);
    }

    /** The scripts as they are now. */
    private synchronized ScriptBundle bundle() {
        var now = version();
        if (now != bundleVersion) {
            bundle = new ScriptBundle(build, queries, persisted, revision, this::digits, appModule());
            bundleVersion = now;
        }
        return bundle;
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
        var swap = signing.swapOr(build.tagSwap());
        var digest = "var t=f(p+k+\"" + signing.saltOr(build.tagSalt()) + "\")";
        return swap.isEmpty()
                ? digest + ";return t"
                : digest
                        + ".split(\"\"),x=t[%1$d];t[%1$d]=t[%2$d];t[%2$d]=x;return t.join(\"\")"
                                .formatted(swap.get(0), swap.get(1));
    }

    /** Its function {@code poeAsk(operation, variables)} makes any request of the site in a browser's page. */
    private String appModule() {
        return "let useFormkeyDecode=()=>{(0,n.useEffect)(()=>{window." + secretName + "=\"" + secret + "\"},[])};"
                + "let g=\"" + GETTER + "\";function setClientFormkey(){return window[g]().slice(0,32)}"
                + "function getAPISig(f,k,p){return window." + SIGNER + "(f,k,p)}"
                + "t.headers={\"poe-revision\":\"" + revision + "\"};"
                + PageResource.read("app.js")
                        .replace("$SECRET_NAME", secretName)
                        .replace("$SECRET", secret)
                        .replace("$REVISION", revision)
                        .replace("$MORE_HEADERS", requiredHeaders())
                        .replace("$QUERIES", queriesOfPage())
                        .replace("$SUBSCRIPTIONS", subscriptionsOfPage());
    }

    /** The headers that the page must send besides the usual ones, as fields of an object. */
    private String requiredHeaders() {
        return signing.requiredHeaders().stream()
                .map(name -> ",\"" + name + "\":\"1\"")
                .collect(Collectors.joining());
    }

    /** Name and newest hash of all queries, by our names. */
    private String queriesOfPage() {
        var all = Nodes.object();
        queries.all()
                .forEach(query -> all.putObject(query.operation())
                        .put("name", lowerFirst(query.name()))
                        .put("hash", query.hash()));
        return all.toString();
    }

    private String subscriptionsOfPage() {
        var all = JsonNodeFactory.instance.arrayNode();
        build.subscriptions()
                .values()
                .forEach(subscription -> all.addObject()
                        .put("subscriptionName", subscription.name())
                        .putNull("query")
                        .put("queryHash", queries.newestHash(subscription)));
        return all.toString();
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Changes with everything that the external scripts contain. */
    private int version() {
        return persisted.version() + signing.version();
    }

    /** 16 digits for the file of a chunk, which change with what the scripts contain. */
    private String digits(String chunk) {
        return IdGenerator.derived(chunkSeed + version() + chunk).substring(0, 16);
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(","));
    }
}
