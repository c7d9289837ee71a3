package dev.poemcp.poe.site.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteProfileTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void everyBuild_hasAllOperations() throws ProfileException {
        var profile = SiteProfile.load(null);

        assertEquals(
                List.of("2026-09", "2026-08", "2026-03", "2025-07", "2025-03"),
                profile.builds().stream().map(SiteBuild::name).toList());
        for (var build : profile.builds()) {
            for (var operation : EnumSet.allOf(Operation.class)) {
                assertFalse(build.queries(operation).isEmpty(), build.name() + " lacks " + operation.key());
            }
            assertTrue(build.subscriptions().get(0).stream()
                    .anyMatch(one -> one.name().equals("messageAdded")));
        }
    }

    @Test
    void build_inheritsUnchangedParts() throws ProfileException {
        var newest = SiteProfile.load(null).builds().get(0);

        assertEquals(List.of(20, 24), newest.tag().swap());
        assertEquals("4LxgHM6KpFqokX0Ox", newest.tag().salt());
        assertEquals(UploadForm.Style.GRAPHQL_MULTIPART, newest.upload().style());
        assertEquals("$revision", newest.headers().get("poe-revision"));
        assertTrue(newest.queries(Operation.SEND_MESSAGE).get(0).hash().startsWith("5fabca61"));
    }

    @ParameterizedTest
    @CsvSource({
        "SendMessageMutation, SEND_MESSAGE",
        "sendMessageMutation, SEND_MESSAGE",
        "sendMessage, SEND_MESSAGE",
        "MessageDeleteConfirmationModal_deleteMessageMutation_Mutation, DELETE_MESSAGES",
        "deleteMessageMutation, DELETE_MESSAGES",
        "SettingsPageQuery, ACCOUNT_SETTINGS"
    })
    void override_isFoundByAnyName(String name, Operation operation) throws Exception {
        var profile = SiteProfile.load(file("{\"queries\":{\"" + name + "\":{\"hash\":\"" + HASH + "\"}}}"));

        for (var build : profile.builds()) {
            var alternatives = build.queries(operation);

            assertEquals(List.of(HASH), alternatives.stream().map(Query::hash).toList());
            assertFalse(alternatives.get(0).template().isMissingNode());
        }
        assertNotEquals(
                HASH, profile.builds().get(0).queries(Operation.CANCEL).get(0).hash());
    }

    @Test
    void override_replacesVariablesAndMergesOtherParts() throws Exception {
        var profile = SiteProfile.load(file("""
                {"queries": {"cancel": {"variables": {"only": null}}},
                 "tag": {"swap": [1, 2]}, "headers": {"poegraphql": null, "x-new": "1"}}
                """));

        for (var build : profile.builds()) {
            assertEquals(
                    "{\"only\":null}",
                    build.queries(Operation.CANCEL).get(0).template().toString());
            assertEquals(new SignatureRecipe("4LxgHM6KpFqokX0Ox", List.of(1, 2)), build.tag());
            assertFalse(build.headers().containsKey("poegraphql"));
            assertEquals("1", build.headers().get("x-new"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"queries\":                                  | not JSON",
                "[]                                             | no JSON object",
                "{\"queries\":[]}                               | queries is not an object",
                "{\"queries\":{\"NoSuchQuery\":{\"hash\":\"a\"}}}| NoSuchQuery",
                "{\"queries\":{\"cancel\":\"a\"}}               | queries.cancel",
                "{\"queries\":{\"cancel\":{\"hash\":5}}}        | the hash of",
                "{\"tag\":{\"swap\":[1,99]}}                    | tag.swap",
                "{\"upload\":{\"style\":\"carrier-pigeon\"}}    | upload.style",
                "{\"formkey\":{\"seed\":\"(\"}}                 | makes no sense",
                "{\"builds\":[]}                                | builds",
                "{\"builds\":[{\"name\":\"a\",\"extends\":\"a\"}]} | extends"
            })
    void brokenOverride_reportsProblem(String content, String expected) throws IOException {
        var file = file(content);

        var problem = assertThrows(ProfileException.class, () -> SiteProfile.load(file));

        assertTrue(String.valueOf(problem.getMessage()).contains(expected), problem.getMessage());
    }

    @Test
    void missingOverride_reportsUnreadableFile() {
        var problem = assertThrows(ProfileException.class, () -> SiteProfile.load(folder.resolve("none.json")));

        assertTrue(String.valueOf(problem.getMessage()).contains("cannot be read"), problem.getMessage());
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("profile.json"), content);
    }
}
