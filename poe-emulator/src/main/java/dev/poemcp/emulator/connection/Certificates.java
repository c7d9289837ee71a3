package dev.poemcp.emulator.connection;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Self-signed certificates for loopback (RFC 5280), generated for each run, so that no key is stored in a file. */
final class Certificates {
    private static final String ECDSA_SHA256 = "2a8648ce3d040302";
    private static final String COMMON_NAME = "550403";
    private static final String ALTERNATIVE_NAMES = "551d11";
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Certificates() {}

    static KeyPair newKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** A certificate for 127.0.0.1, localhost and the hosts of the realtime channel; valid for a week. */
    static X509Certificate selfSigned(KeyPair key) throws GeneralSecurityException {
        var algorithm = Der.sequence(Der.oid(ECDSA_SHA256));
        var name = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8("poe-emulator"))));
        var now = Instant.now();
        var validity = Der.sequence(
                Der.utcTime(UTC_TIME.format(now.minus(Duration.ofDays(1)))),
                Der.utcTime(UTC_TIME.format(now.plus(Duration.ofDays(7)))));
        var serial = new BigInteger(63, new SecureRandom()).add(BigInteger.ONE);
        var names = Der.sequence(dns("localhost"), dns("*.tch.localhost"), Der.implicit(7, new byte[] {127, 0, 0, 1}));
        var extensions = Der.sequence(Der.sequence(Der.oid(ALTERNATIVE_NAMES), Der.octets(names)));
        var body = Der.sequence(
                Der.tagged(0, Der.integer(new byte[] {2})),
                Der.integer(serial.toByteArray()),
                algorithm,
                name,
                validity,
                name,
                key.getPublic().getEncoded(),
                Der.tagged(3, extensions));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(body);
        var encoded = Der.sequence(body, algorithm, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static byte[] dns(String name) {
        return Der.implicit(2, name.getBytes(StandardCharsets.US_ASCII));
    }
}
