import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A key made for one run and a certificate of it, as PEM. */
export interface Certified {
  key: string;
  cert: string;
}

/** An authority of one run that nobody else trusts. */
export interface TestAuthority {
  /** Its own certificate, as PEM. */
  ca: string;
  /** A certificate for this name that holds between two days. */
  certify(name: string, validity: { from: Date; until: Date }): Certified;
}

/** Makes one. */
export function testAuthority(): TestAuthority {
  const { privateKey, publicKey } = keyPair();
  const about = { issuer: AUTHORITY, signer: privateKey };
  const always = { from: new Date("2020-01-01T00:00:00Z"), until: new Date("2049-01-01T00:00:00Z") };
  const isAuthority = extension(OIDS.basicConstraints, sequence(TRUE), { critical: true });
  return {
    ca: certificate({ ...about, subject: AUTHORITY, publicKey, validity: always, extensions: isAuthority }),
    certify(name, validity) {
      const own = keyPair();
      const names = extension(OIDS.subjectAltName, sequence(element("dnsName", Buffer.from(name))));
      return {
        key: own.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
        cert: certificate({ ...about, subject: name, publicKey: own.publicKey, validity, extensions: names }),
      };
    },
  };
}

const AUTHORITY = "test authority of nobody";
/** Contents of object identifiers (RFC 5280, RFC 5758). */
const OIDS = {
  commonName: Buffer.from([0x55, 0x04, 0x03]),
  basicConstraints: Buffer.from([0x55, 0x1d, 0x13]),
  subjectAltName: Buffer.from([0x55, 0x1d, 0x11]),
  ecdsaWithSha256: Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]),
};
/** Tags of DER (ITU-T X.690), and those of a certificate's own parts. */
const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  dnsName: 0x82,
  version: 0xa0,
  extensions: 0xa3,
};
const TRUE = element("boolean", Buffer.from([0xff]));
const SIGNED_BY = sequence(element("oid", OIDS.ecdsaWithSha256));
let serial = 0;

interface CertificateParts {
  issuer: string;
  subject: string;
  signer: KeyObject;
  publicKey: KeyObject;
  validity: { from: Date; until: Date };
  extensions: Buffer;
}

/** A certificate of version 3 (RFC 5280, section 4.1). */
function certificate({ issuer, subject, signer, publicKey, validity, extensions }: CertificateParts): string {
  serial += 1;
  const signed = sequence(
    element("version", element("integer", Buffer.from([2]))),
    element("integer", Buffer.from([serial])),
    SIGNED_BY,
    nameOf(issuer),
    sequence(timeOf(validity.from), timeOf(validity.until)),
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
    element("extensions", sequence(extensions)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", signed, signer)]);
  const der = sequence(signed, SIGNED_BY, element("bitString", signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function keyPair() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function extension(oid: Buffer, value: Buffer, { critical = false } = {}): Buffer {
  return sequence(element("oid", oid), ...(critical ? [TRUE] : []), element("octetString", value));
}

function nameOf(commonName: string): Buffer {
  const value = element("utf8", Buffer.from(commonName));
  return sequence(element("set", sequence(element("oid", OIDS.commonName), value)));
}

/** `YYMMDDHHMMSSZ`, for years before 2050. */
function timeOf(time: Date): Buffer {
  const digits = time.toISOString().replace(/[-:T]|\.\d+/g, "");
  return element("utcTime", Buffer.from(digits.slice(2)));
}

function sequence(...parts: Buffer[]): Buffer {
  return element("sequence", Buffer.concat(parts));
}

function element(tag: keyof typeof TAGS, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([TAGS[tag], ...size]), content]);
}
