"""The flows as a clerk meets them, by hand; `tests.db.test_declared` holds what is declared against them."""

WAYS = {
    "closed_loop": """
        1 网格召集 · 2 分级转办 · 3 问题处置 · 4 核查反馈 · 5 评议归档 · 0 作废
        gather 1→2 ● called level size [called] 记 levelled
        assign 2→3 ● level lead due size [lead due] 记 levelled 印 matter_referral
        handle 3→4 ● result [result] 初 first_answer 印 matter_reply
        skip 1→3 level lead due [lead due] 记 levelled 印 matter_referral 照规则
        object 3→ 记 objected 写明理由
        decide 3→ lead [lead] 写明理由 印 matter_referral
        check 4→ finding told [finding] 记 checked 非 handle 印 matter_check
        callback 4→ 记 called_back 初 first_answer 添 callbacks 非 handle 印 matter_callback
        send_back 4→3 自己
        archive 4→5 ● outcome rating publish [checked outcome rating] 记 closed 印 matter_archive
        return 4→3 写明理由
        answer 1→5 result outcome [result outcome] 记 closed 初 first_answer
        refer 1,2→5 elsewhere [elsewhere] 记 closed 初 first_answer 写明理由 印 matter_elsewhere
        withdraw 1,2,3,4→5 记 closed 写明理由
        join 1,2,3,4→5 joined [joined] 记 closed
        unjoin 5→ 写明理由
        reopen 5→3 lead due [lead due] 写明理由
        settle 1,2,3→5 outcome result [outcome] 记 closed
        hand_up 1,2,3→ level lead [level] 记 levelled 写明理由 印 matter_levels
        hand_back 1,2,3→ level lead [level] 记 levelled 写明理由 印 matter_levels
    """,
    "whistle_eight": """
        1 吹哨 · 2 签收 · 3 联系（可不设） · 4 到场 · 5 处置 · 6 核查 · 7 评价（可不设） · 8 销哨 · 0 作废
        sign 1→2 ● signer [signer] 记 signed
        contact 2→3 ● contact 初 contacted
        arrive 2,3→4 ● arrivals helpers scene [arrivals] 初 arrived 印 whistle_arrival
        treat 4→5 ● measures [measures] 初 finished
        check 5→6 ● finding [finding] 记 checked 非 treat
        return 5,6,7→4 写明理由
        rate 6→7 ● speed quality satisfied [speed quality satisfied]
        end 6,7→8 ● outcome [outcome] 记 closed
        withdraw 1,2,3,4,5,6,7→8 记 closed 写明理由
    """,
    "whistle_three": """
        1 吹哨 · 31 响应 · 32 报到办结 · 0 作废
        sign 1→31 ● signer [signer] 记 signed
        contact 31→ contact 初 contacted
        arrive 31→ arrivals helpers scene [arrivals] 初 arrived 印 whistle_arrival
        end 31→32 ● measures outcome speed quality satisfied [arrived measures outcome] 记 finished closed
        withdraw 1,31→32 记 closed 写明理由
    """,
    "whistle_four": """
        40 收集 · 1 吹哨 · 41 处理 · 42 评价办结 · 0 作废
        blow 40→1 ● 记 blown 印 whistle_slip
        sign 1→41 ● signer [signer] 记 signed
        contact 41→ contact 初 contacted
        arrive 41→ arrivals helpers scene [arrivals] 初 arrived 印 whistle_arrival
        treat 41→ measures [measures arrived] 初 finished
        end 41→42 ● finding speed quality satisfied outcome [finished speed quality satisfied outcome] 记 checked closed 非 treat
        withdraw 40,1,41→42 记 closed 写明理由
    """,
    "project": """
        1 立项 · 2 推进 · 3 申请销号 · 4 销号 · 0 作废
        review 1→ 添 reviews 印 project_application
        begin 1→2 ● planned [planned]
        report 2→ 添 progress
        apply 2→3 ● effect [effect] 记 applied 印 project_slip
        check 3→ finding [finding] 记 checked 非 apply
        return 3→2 写明理由
        end 3→4 ● [checked] 记 closed 印 project_slip
        give_up 1,2,3→4 记 closed 写明理由
        reopen 4→2 写明理由
    """,
    "common": """
        1 提出 · 2 治理 · 3 了结 · 0 作废
        begin 1→2 ● lead measures planned [lead measures] 印 common_slip
        end 2→3 ● effect [effect] 记 closed 印 common_slip
        decline 1→3 记 closed
        stop 2→3 记 closed 写明理由
        reopen 3→1 写明理由
    """,
    "three_steps": """
        1 听 · 2 议 · 3 定 · 0 作废
        talk 1→2 ● meeting [meeting]
        decide 2→3 ● resolved by_owners [resolved] 记 decided 印 three_steps_slip
        again 2→1 写明理由
        drop 1,2→3 记 decided 写明理由
        reopen 3→1 写明理由
    """,
    "mediation": """
        1 受理 · 2 征得同意 · 3 调查核实（可不设） · 4 调解中 · 5 达成协议 · 6 履行回访（可不设） · 7 结案 · 8 终止调解 · 9 不予受理 · 0 作废
        consent 1→2 ● parties
        investigate 2→3 ● parties
        mediate 2,3→4 ● parties
        agree 4→5 ● result [result] 印 mediation_agreement
        follow_up 5→6 ● result
        close 5,6→7 ● outcome result [outcome result] 记 closed
        end 1,2,3,4,5,6→8 outcome [outcome] 记 closed 写明理由
        refuse 1→9 记 closed 写明理由 印 case_intake
    """,
    "rights_request": """
        1 收到 · 2 已核验身份 · 3 已答复 · 0 作废
        identify 1→2 ● proof due [proof] 记 proved
        answer 2→3 ● outcome result [outcome result] 记 closed 印 rights_answer
        refuse 1,2→3 result [result] 记 closed 写明理由 印 rights_answer
        withdraw 1,2→3 记 closed 写明理由
    """,
    "appraisal": """
        1 拟销毁 · 2 已鉴定 · 3 已批准 · 4 已销毁 · 5 不销毁 · 0 作废
        appraise 1→2 ● opinion [opinion] 记 appraised
        approve 2→3 ● 记 approved 非 appraise
        destroy 3→4 ● how witness [how witness] 记 closed 印 appraisal_sheet
        return 2,3→1 写明理由
        keep 1,2,3→5 记 closed 写明理由
    """,
    "incident": """
        1 发现 · 2 处置中 · 3 已了结 · 0 作废
        contain 1→2 ● measures [measures]
        report 1,2→ authority [authority] 记 reported
        tell 1,2→ told_how [told_how] 记 told
        end 2→3 ● cause lesson [cause lesson] 记 closed 印 incident_record
    """,
}
"""Stages in their order, and moves: ● the usual next one, what it asks for, [without what it is not made], what it stamps."""
