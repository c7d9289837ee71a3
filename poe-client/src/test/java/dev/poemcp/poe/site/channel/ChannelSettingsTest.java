package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSettingsTest {
    private static final String HASH = "15000000000000000001";

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ChannelSettings settings(String targetUrl) {
        return ChannelSettings.read(json("{'minSeq':4800000123,'channel':'c1','channelHash':" + HASH
                        + ",'boxName':'box','baseHost':'localhost:81'" + targetUrl + "}"))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'targetUrl':''", ",'targetUrl':null"})
    void noAnnouncedUrl_urlIsBuilt(String targetUrl) {
        assertEquals(
                "http://tch7.tch.localhost:81/up/box/updates?min_seq=4800000123&channel=c1&hash=" + HASH
                        + "&generation=1",
                settings(targetUrl).socketUrl(false, 7, true).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tch0.example:82/up/b/updates?",
                "wss://tch0.example:82/up/b/updates",
                "ws://tch0.example:82/up/b/updates?x=1"
            })
    void announcedUrl_isUsedWithSchemeOfSite(String target) {
        ChannelSettings settings = settings(",'targetUrl':'" + target + "'");

        assertEquals(
                "https://tch0.example:82/up/b/updates?min_seq=4800000123&channel=c1&hash=" + HASH + "&generation=1",
                settings.socketUrl(true, 7, true).orElseThrow().toString());
        assertEquals(
                "tch7.tch.localhost",
                settings.socketUrl(true, 7, false).orElseThrow().host(),
                "the built URL is the alternative");
    }

    @Test
    void missingFields_onlyRequiredOnesReject() {
        assertTrue(ChannelSettings.read(json("{}")).isEmpty());
        assertTrue(ChannelSettings.read(json("{'channel':'c','boxName':'b'}")).isEmpty());
        assertTrue(
                ChannelSettings.read(json("{'channel':'c','targetUrl':'t/u'}")).isPresent());
        assertEquals(
                "0",
                ChannelSettings.read(json("{'channel':'c','boxName':'b','baseHost':'h'}"))
                        .orElseThrow()
                        .minSeq());
    }

    @Test
    void invalidUrl_isEmpty() {
        ChannelSettings settings = settings(",'targetUrl':'::not a host::'");

        assertTrue(settings.socketUrl(true, 7, true).isEmpty());
    }

    @Test
    void toString_omitsHash() {
        assertFalse(settings("").toString().contains(HASH));
    }
}
