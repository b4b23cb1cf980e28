/// 2^(−age ÷ half-life) in whole numbers, the same on every machine.
///
/// The value is a count of 2^−40. It is exact when age is a multiple of the half-life, and else
/// within 2^−39 of the true value; it never grows with age.
enum Decay {
  /// The weight of something without age: 2^40.
  static let one: Int64 = 1 << 40

  /// The weight after `age` seconds, both at least 0. With a half-life of 0 only age 0 weighs.
  static func weight(age: Int64, halfLife: Int64) -> Int64 {
    guard age > 0 else { return one }
    guard halfLife > 0 else { return 0 }
    let (whole, rest) = age.quotientAndRemainder(dividingBy: halfLife)
    guard whole <= 40 else { return 0 }
    // The fraction of a half-life in 48 binary digits: 2^−f is the product of the roots of its ones.
    let fraction = UInt64((UInt128(rest.magnitude) << 48) / UInt128(halfLife.magnitude))
    var product = UInt64.max
    for (index, root) in roots.enumerated() where fraction & (1 << UInt64(47 - index)) != 0 {
      product = product.multipliedFullWidth(by: root).high
    }
    // From 64 to 40 binary digits, to the nearest; nothing multiplied leaves exactly one.
    let rounded = fraction == 0 ? one : Int64((product >> 24) + ((product >> 23) & 1))
    return rounded >> whole
  }

  /// 2^(−2^−k) for k from 1 to 48, as counts of 2^−64 rounded down: repeated square roots of ½.
  static let roots: [UInt64] = [
    0xB504_F333_F9DE_6484, 0xD744_FCCA_D69D_6AF4, 0xEAC0_C6E7_DD24_392E,
    0xF525_7D15_2486_CC2C, 0xFA83_B2DB_722A_033A, 0xFD3E_0C0C_F486_C174,
    0xFE9E_115C_7B8F_884B, 0xFF4E_CB59_511E_C8A5, 0xFFA7_5652_1C8D_AED1,
    0xFFD3_A751_C0F7_E10B, 0xFFE9_D2B2_F7DB_2755, 0xFFF4_E91B_FF1B_8C3D,
    0xFFFA_747E_A004_0664, 0xFFFD_3A3B_7814_EB53, 0xFFFE_9D1C_C60D_DAB1,
    0xFFFF_4E8E_2587_9BFA, 0xFFFF_A747_0363_F451, 0xFFFF_D3A3_7DDA_0313,
    0xFFFF_E9D1_BDF7_03AE, 0xFFFF_F4E8_DEBE_025E, 0xFFFF_FA74_6F4F_A150,
    0xFFFF_FD3A_37A3_F8B0, 0xFFFF_FE9D_1BD1_065A, 0xFFFF_FF4E_8DE8_45AD,
    0xFFFF_FFA7_46F4_1376, 0xFFFF_FFD3_A37A_05E3, 0xFFFF_FFE9_D1BD_01FB,
    0xFFFF_FFF4_E8DE_80C0, 0xFFFF_FFFA_746F_4050, 0xFFFF_FFFD_3A37_A024,
    0xFFFF_FFFE_9D1B_D011, 0xFFFF_FFFF_4E8D_E808, 0xFFFF_FFFF_A746_F404,
    0xFFFF_FFFF_D3A3_7A02, 0xFFFF_FFFF_E9D1_BD01, 0xFFFF_FFFF_F4E8_DE80,
    0xFFFF_FFFF_FA74_6F40, 0xFFFF_FFFF_FD3A_37A0, 0xFFFF_FFFF_FE9D_1BD0,
    0xFFFF_FFFF_FF4E_8DE8, 0xFFFF_FFFF_FFA7_46F4, 0xFFFF_FFFF_FFD3_A37A,
    0xFFFF_FFFF_FFE9_D1BD, 0xFFFF_FFFF_FFF4_E8DE, 0xFFFF_FFFF_FFFA_746F,
    0xFFFF_FFFF_FFFD_3A37, 0xFFFF_FFFF_FFFE_9D1B, 0xFFFF_FFFF_FFFF_4E8D,
  ]
}
