package dev.poemcp.poe.site.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the emulated site's scripts tell about operations that have the hashes of a known build. */
class EmulatedScriptsIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void renewedQueries_getTheVariablesOfTheirBuild(SiteBuild build) throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build))) {
            poe.persistedQueries().renew();
            var learner = new ScriptLearner(SiteProfile.load(null));
            var home = get(
                    poe.url(),
                    "p-b=" + poe.account().pB() + "; p-lat=" + poe.account().pLat());
            var crawl = new ScriptCrawl(
                    new SitePage(home.orElseThrow()), source -> get(poe.url().resolve(source), ""), System::nanoTime);
            for (var script = crawl.next(); script.isPresent(); script = crawl.next()) {
                learner.script(script.get());
            }

            var learned = learner.learned(hash -> false);

            List<String> different = new ArrayList<>();
            learned.queries().forEach((operation, query) -> {
                boolean isKnown = knownTemplates(operation).contains(query.template());
                if (!isKnown) {
                    different.add(operation.key() + " " + query.template());
                }
            });
            assertEquals(List.of(), different);
            assertEquals(List.of(), learned.notes());
        }
    }

    private static List<JsonNode> knownTemplates(Operation operation) {
        try {
            return SiteProfile.load(null).builds().stream()
                    .flatMap(build -> build.queries(operation).stream())
                    .map(Query::template)
                    .toList();
        } catch (ProfileException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Optional<String> get(URI url, String cookie) {
        try {
            var request = HttpRequest.newBuilder(url).header("Cookie", cookie).build();
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
