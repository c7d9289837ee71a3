package dev.poemcp.poe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressesTest {
    private final AddressPolicy policy = new PublicAddresses();

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0.0.0.0, unspecified",
        "0.1.2.3, unspecified",
        "10.0.0.1, private",
        "10.255.255.255, private",
        "100.64.0.1, of a carrier's own network",
        "100.127.255.255, of a carrier's own network",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "169.254.0.1, link-local",
        "169.254.169.254, link-local",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.0.0.8, reserved",
        "192.0.2.1, for documentation",
        "192.88.99.1, reserved",
        "192.168.1.1, private",
        "198.18.0.1, for benchmarks",
        "198.19.255.255, for benchmarks",
        "198.51.100.7, for documentation",
        "203.0.113.9, for documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, reserved",
        "::, unspecified",
        "::1, loopback",
        "::7f00:1, IPv4-compatible",
        "::ffff:127.0.0.1, loopback",
        "::ffff:10.0.0.1, private",
        "::ffff:169.254.169.254, link-local",
        "64:ff9b::7f00:1, loopback",
        "64:ff9b::a00:1, private",
        "64:ff9b::a9fe:a9fe, link-local",
        "64:ff9b:1::1, not of the public internet",
        "2002:7f00:1::1, loopback",
        "2002:c0a8:101::1, private",
        "2002:a9fe:a9fe::, link-local",
        "2001::1, reserved",
        "2001:0:53aa:64c::1, reserved",
        "2001:db8::1, for documentation",
        "3fff::1, for documentation",
        "fc00::1, private",
        "fd00:ec2::254, private",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast",
        "100::1, not of the public internet",
        "4000::1, not of the public internet",
    })
    void specialAddress_isRefused(String address, String what) throws UnknownHostException {
        assertEquals(what, policy.objection(InetAddress.getByName(address)).orElse("public"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "198.17.255.255",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450:4001:80b::200e",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "::ffff:8.8.8.8",
    })
    void publicAddress_isAllowed(String address) throws UnknownHostException {
        assertEquals("public", policy.objection(InetAddress.getByName(address)).orElse("public"));
    }
}
