package dev.poemcp.poe.site.formkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.formkey.ScriptEngine.ScriptFailedException;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.FormkeyRecipe;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormkeyFinderTest {
    private static final String KEY = "00112233445566778899aabbccddeeff";
    private static final String SEED = "6d2ba2c34a845235d35d09fd1dbf621c25b10974d0bb8adbeb2cc14494912474";
    private static final String APP = "https://cdn.example/_next/static/chunks/pages/_app-1.js";
    private static final String SECRET_SCRIPT =
            "var a=1;let useFormkeyDecode=()=>{let e=b();window._aB3dE5fG7h=\"Xy12345678\";return e};";

    private final List<FormkeyRecipe> recipes = recipes();
    private final List<String> tried = new ArrayList<>();

    @Test
    void documentedSeed_givesItsKey() {
        var recipe = recipes.get(0);

        assertEquals(List.of(SEED), SeedFormkey.seeds("<script>window.q1(\"" + SEED + "\")</script>", recipe));
        assertEquals(Optional.of("f1bec3437621cb5ddd943012dbd7409b"), SeedFormkey.key(SEED, recipe));
    }

    @Test
    void seedShorterThanPositions_givesNoKey() {
        assertEquals(Optional.empty(), SeedFormkey.key(SEED.substring(0, 56), recipes.get(0)));
    }

    /** Pages that hide the key in the known ways, including environment checks. */
    private enum HiddenKey {
        IN_A_GETTER(getter("return window.k")),
        IN_A_GETTER_WITH_ENVIRONMENT_CHECKS(
                getter("return window.document&&window.navigator&&window.navigator.userAgent"
                        + "&&typeof process===\"undefined\"&&typeof QuickJS===\"undefined\"&&typeof Javy===\"undefined\""
                        + "&&window._aB3dE5fG7h===\"Xy12345678\"?window.k:\"ffffffffffffffffffffffffffffffffff\"")),
        IN_A_GETTER_OF_34_DIGITS("<script>(function(){window.k=\"" + KEY + "ab\";"
                + "window.zzTop=function(){return window.k}})()</script>"),
        IN_A_GETTER_OF_41_CHARACTERS("<script>(function(){window.k=\"" + KEY + "abcdefghi\";"
                + "window.zzTop=function(){return window.k}})()</script>"),
        IN_A_GETTER_OF_300_CHARACTERS("<script>(function(){window.k=\"" + KEY + "-!".repeat(134) + "\";"
                + "window.zzTop=function(){return window.k}})()</script>"),
        BEHIND_A_GETTER_OF_A_KNOWN_NAME(
                "<script>(function(){var k=\"" + KEY + "\";window.ereNdsRqhp2Rd3LEW=()=>k})()</script>"),
        IN_A_SEEDED_CALL_WITHOUT_FUNCTION("<script>window.fn1=function(s){return \"" + KEY + "\"}</script>"
                + "<script>window.fn1(\"" + "0123456789abcdef".repeat(2) + "\")</script>"),
        BESIDE_A_SCRIPT_THAT_FAILS(
                "<script>(function(){throw new Error(\"x\")})()</script>" + getter("return window.k")),
        BESIDE_A_SCRIPT_THAT_PRINTS("<script>(function(){console.log(\"formkey candidates: [oops\")})()</script>"
                + getter("return window.k")),
        IN_A_SCRIPT_THAT_WANTS_A_BROWSER(
                "<script>(function(){document.querySelector(\"x\");self.k=\"" + KEY
                        + "\";globalThis.zzTop=function(){return window.k};window.zzTop=function(){return window.k}})()</script>");

        private final String html;

        HiddenKey(String html) {
            this.html = html;
        }

        private static String getter(String body) {
            return "<script>(function(){window.k=\"" + KEY + "\";window.zzTop=function(){" + body + "}})()</script>";
        }
    }

    @ParameterizedTest
    @EnumSource(HiddenKey.class)
    void hiddenKey_isFound(HiddenKey hiddenKey) {
        var found = search(hiddenKey.html, Map.of(APP, SECRET_SCRIPT));

        assertEquals(Optional.of(KEY), found.accepted());
    }

    @Test
    void otherScriptsNamedApp_areIgnored() {
        var page = "<script src=\"/assets/webapp-telemetry.js\"></script><script src=\"/zap.css\"></script>"
                + HiddenKey.IN_A_GETTER_WITH_ENVIRONMENT_CHECKS.html;

        var found = search(page, Map.of(APP, SECRET_SCRIPT, "/assets/webapp-telemetry.js", "window.t=1"));

        assertEquals(Optional.of(KEY), found.accepted());
    }

    @Test
    void decoyKey_isCheckedAndRefused() {
        var found = search(HiddenKey.IN_A_GETTER_WITH_ENVIRONMENT_CHECKS.html, Map.of());

        assertEquals(Optional.empty(), found.accepted());
        assertEquals(List.of("ffffffffffffffffffffffffffffffff"), tried);
        assertTrue(
                found.tried().stream().allMatch(way -> way.contains("refused")),
                found.tried().toString());
    }

    @Test
    void candidates_areAllKeysBySource() {
        var page = new SitePage(HiddenKey.IN_A_GETTER.html + "<!-- \"" + SEED + "\" -->");

        var found = new FormkeyFinder(recipes).candidates(page, new AppScript(page, source -> Optional.empty()));

        assertEquals(Set.of(new Secret(KEY)), found.get(FormkeyFinder.KeySource.SCRIPT));
        assertEquals(
                Set.of(new Secret("f1bec3437621cb5ddd943012dbd7409b")), found.get(FormkeyFinder.KeySource.POSITIONS));
        assertEquals(List.of(), tried, "none is checked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html></html>",
                "<script type=\"application/json\">{\"function\":1}</script>",
                "<script>(function(){window.zzTop=function(){return window.k}})()</script>",
                "<script>(function(){window.zzTop=function(){return window.k};window.k=\"not a key\"})()</script>"
            })
    void pageWithoutKey_reportsWhatWasTried(String html) {
        var found = search(html, Map.of());

        assertEquals(Optional.empty(), found.accepted());
        assertEquals(List.of(), tried);
        assertTrue(!found.tried().isEmpty());
    }

    @Test
    void endlessScript_isStopped() {
        var engine = new QuickJs(Duration.ofMillis(500));

        assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> assertThrows(ScriptFailedException.class, () -> engine.run("for(;;);")));
    }

    @Test
    void scriptBusyForThreeSeconds_givesItsKey() {
        var html = "<script>(function(){window.zzTop=function(){return window.k};"
                + "const until=Date.now()+3500;while(Date.now()<until);window.k=\"" + KEY + "\"})()</script>";

        assertEquals(Optional.of(KEY), search(html, Map.of()).accepted());
    }

    @Test
    void memoryHungryScript_isStopped() {
        var engine = new QuickJs();

        assertThrows(
                ScriptFailedException.class,
                () -> engine.run("let x = []; for (;;) x.push(new Array(100000).fill(1));"));
    }

    @Test
    void script_hasNoHostAccess() throws ScriptFailedException {
        var seen = new QuickJs()
                .run("console.log([typeof java, typeof Java, typeof Packages, typeof require, typeof process,"
                        + " typeof fetch, typeof XMLHttpRequest, typeof std, typeof os].join())");

        assertEquals("undefined,".repeat(8) + "undefined", seen.strip());
    }

    private FormkeyFinder.Search<String> search(String html, Map<String, String> scripts) {
        var page = new SitePage("<script src=\"" + APP + "\"></script>" + html);
        var app = new AppScript(page, source -> Optional.ofNullable(scripts.get(source)));
        return new FormkeyFinder(recipes).search(page, app, FormkeyFinder.KeySource.POSITIONS, this::check);
    }

    private Optional<String> check(Secret key) {
        tried.add(key.reveal());
        return Optional.of(key.reveal()).filter(KEY::equals);
    }

    private static List<FormkeyRecipe> recipes() {
        try {
            return SiteProfile.load(null).builds().stream()
                    .map(SiteBuild::formkey)
                    .toList();
        } catch (ProfileException broken) {
            throw new AssertionError(broken);
        }
    }
}
