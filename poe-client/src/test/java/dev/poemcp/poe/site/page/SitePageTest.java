package dev.poemcp.poe.site.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitePageTest {
    @Test
    void scripts_areInOrderWithAttributes() {
        var scripts = new SitePage("""
                        <html><script>one()</script><SCRIPT async SRC='https://cdn.example/_app.js?a=1&amp;b=2'></SCRIPT>
                        <script id=__NEXT_DATA__ type="application/json">{"buildId":"b1"}</script ></html>
                        """).scripts();

        assertEquals(3, scripts.size());
        assertEquals("one()", scripts.get(0).text());
        assertTrue(scripts.get(0).isInline());
        assertEquals("https://cdn.example/_app.js?a=1&b=2", scripts.get(1).source());
        assertEquals("application/json", scripts.get(2).type());
        assertEquals("__NEXT_DATA__", scripts.get(2).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script id=\"__NEXT_DATA__\">{\"props\":{\"tchannelData\":{\"channel\":\"c\"}}}</script>",
                "<script>x={\"tchannelData\":{\"channel\":\"c\"},\"more\":1}</script>"
            })
    void channelData_isReadFromDataOrText(String html) {
        assertEquals(
                "c",
                new SitePage(html).channelData().orElseThrow().path("channel").asText());
    }

    @Test
    void pageWithoutChannel_hasNoChannelData() {
        assertEquals(Optional.empty(), new SitePage("<html></html>").channelData());
        assertEquals(Optional.empty(), new SitePage("\"tchannelData\":oops").channelData());
        assertTrue(new SitePage("<script id=\"__NEXT_DATA__\">{broken</script>")
                .nextData()
                .isMissingNode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script src=\"/_next/static/0123456789012345678901234567890123456789/a.js\"> | 0123456789012345678901234567890123456789",
                "<script id=\"__NEXT_DATA__\">{\"buildId\":\"b-1\"}</script>                   | b-1",
                "<script src=\"/_next/static/AbCdEfGh_1/_buildManifest.js\"></script>          | AbCdEfGh_1"
            })
    void buildId_isReadFromUrlsOrData(String html, String id) {
        assertEquals(Optional.of(id), new SitePage(html).buildId());
    }

    @Test
    void challenge_isRecognizedByTitleOnly() {
        assertTrue(new SitePage("<title>Just a moment...</title>").hasChallengeTitle());
        assertFalse(new SitePage("<title>Chats</title><p>Just a moment...").hasChallengeTitle());
        assertFalse(new SitePage("<script src=\"/cdn-cgi/challenge-platform/scripts/x.js\">").hasChallengeTitle());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"props\":{\"viewer\":null}} | true",
                "{\"props\":{\"viewer\":{\"uid\":5}}} | false",
                "{\"props\":{}} | false"
            })
    void nullViewer_showsNoViewer(String data, boolean signedOut) {
        var page = new SitePage("<script id=\"__NEXT_DATA__\" type=\"application/json\">" + data + "</script>");

        assertEquals(signedOut, page.showsNoViewer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script id=\"__NEXT_DATA__\">{\"a\":{\"bot\":{\"nickname\":\"other\"}},\"messages\":[{\"author\":\"human\",\"text\":\"q\",\"bot\":{\"nickname\":\"no\"}},{\"author\":\"x\",\"text\":\"a\",\"bot\":{\"nickname\":\"right\"}}]}</script> | right",
                "<script id=\"__NEXT_DATA__\">{\"m\":[{\"messageId\":1,\"bot\":{\"nickname\":null,\"handle\":\"H\"}}]}</script> | H",
                "<b>\"nickname\":\"\"</b> \"nickname\": \"Caf\\u00e9 \\\"x\\\"\"                     | Café \"x\""
            })
    void sharedBot_isReadFromMessages(String html, String bot) {
        assertEquals(Optional.of(bot), new SharePage(new SitePage(html)).bot());
    }

    @Test
    void attachmentsOfSharedMessages_areCountedOnce() {
        var page = new SharePage(
                new SitePage(
                        "<script id=\"__NEXT_DATA__\">{\"a\":[{\"attachments\":[{\"url\":\"1\"},{\"url\":\"2\"}]},{\"attachments\":[]}],\"b\":{\"attachments\":[{\"url\":\"1\"}]}}</script>"));

        assertEquals(2, page.attachments());
        assertEquals(0, new SharePage(new SitePage("<html>gone</html>")).attachments());
    }

    @Test
    void endlessNickname_isNoBot() {
        String message = "\"nickname\":\"" + "x".repeat(1_000_000) + "\"";

        assertEquals(Optional.empty(), new SharePage(new SitePage(message)).bot());
    }

    @Test
    void pageWithoutNickname_hasNoSharedBot() {
        assertEquals(Optional.empty(), new SharePage(new SitePage("<html>gone</html>")).bot());
    }

    @Test
    void pageOfTheSite_hasItsDataOrItsScripts() {
        assertTrue(new SitePage("<script id=\"__NEXT_DATA__\">{\"props\":{}}</script>").isOfSite());
        assertTrue(new SitePage("<script src=\"/_next/static/chunks/main.js\"></script>").isOfSite());
        assertFalse(new SitePage("<title>Hotel</title><script src=\"/login.js\"></script>").isOfSite());
        assertFalse(new SitePage("").isOfSite());
    }

    @Test
    void title_isWhole() {
        assertEquals("Hotel", new SitePage("<html><title class='a'> Hotel </title>").title());
        assertEquals("", new SitePage("<html>").title());
        assertEquals(1000, new SitePage("<title>" + "a".repeat(1000)).title().length());
    }

    @Test
    void viewerWithNumber_isShown() {
        String page = "<script id=\"__NEXT_DATA__\">{\"props\":{\"viewer\":%s}}</script>";

        assertTrue(new SitePage(page.formatted("{\"uid\":1}")).showsViewer());
        assertFalse(new SitePage(page.formatted("null")).showsViewer());
        assertFalse(new SitePage(page.formatted("{\"uid\":null}")).showsViewer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script ",
                "<script>",
                "<script></script ",
                "<script src=\"",
                "<script a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-",
                "<title ",
                "<title>                                        ",
                "</script"
            })
    void hostilePage_isReadInLinearTime(String part) {
        var page = new SitePage(part.repeat(2_000_000 / part.length()));
        var spaces = new SitePage(part + " ".repeat(300_000));
        var hyphens = new SitePage(part + "a-".repeat(150_000) + ">1</script>");

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (var hostile : List.of(page, spaces, hyphens)) {
                assertTrue(hostile.scripts().size() <= 1);
                assertFalse(hostile.hasChallengeTitle());
                assertEquals(Optional.empty(), hostile.buildId());
            }
        });
    }
}
